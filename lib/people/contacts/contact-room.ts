import type { SqlTx } from "@/lib/base/db/pg-transaction";
import { conflict } from "@/lib/base/errors";
import { t } from "@/lib/language/t";

/**
 * How many contacts the workspace may have; null where it has no limit, which then costs one look at its row. Whoever adds some waits for others who do,
 * until the transaction ends, and asks before any contact is locked: so nobody who waits here keeps one from the other.
 */
export async function lockContactRoom({ workspaceId, db }: SqlTx): Promise<number | null> {
  const [workspace] = await db.$queryRawUnsafe<{ limit: number | null }[]>(
    'select max_contacts as "limit" from workspace where id = $1::uuid',
    workspaceId,
  );
  const limit = workspace?.limit ?? null;
  if (limit === null) return null;
  await db.$executeRawUnsafe(
    "select pg_advisory_xact_lock(hashtextextended($1::text, 0))",
    `contact-room/${workspaceId}`,
  );
  return limit;
}

/** How many contacts the workspace may still add, after `lockContactRoom`; null where it has no limit. Counting stops at the limit. */
export async function contactRoom(tx: SqlTx): Promise<{ limit: number; left: number } | null> {
  const limit = await lockContactRoom(tx);
  return limit === null ? null : { limit, left: Math.max(0, limit - (await countContactsUpTo(tx, limit))) };
}

/** Contacts of the workspace, counted up to `most`. */
export async function countContactsUpTo({ db, workspaceId }: SqlTx, most: number): Promise<number> {
  const [row] = await db.$queryRawUnsafe<{ count: number }[]>(
    "select count(*)::int as count from (select from contact where workspace_id = $1::uuid limit $2::int) c",
    workspaceId,
    most,
  );
  return row?.count ?? 0;
}

export const noRoomText = (limit: number) =>
  t(
    "{limit, plural, one {This workspace may have # contact and has it. Remove it, or ask the operator for more.} other {This workspace may have # contacts and has them. Remove some, or ask the operator for more.}}",
    { limit },
  );

/** Throws `conflict` in words when the workspace may not have one contact more. */
export async function requireContactRoom(tx: SqlTx): Promise<void> {
  const room = await contactRoom(tx);
  if (room?.left === 0) throw conflict(noRoomText(room.limit));
}
