import type { Ctx } from "@/lib/base/context";
import { conflict } from "@/lib/base/errors";
import { t } from "@/lib/language/t";

/**
 * How many contacts the workspace may still add; null where it has no limit, which then costs one look at its row. Whoever adds some
 * waits for others who do, until the transaction ends. Counting stops at the limit.
 */
export async function contactRoom(tx: Ctx): Promise<{ limit: number; left: number } | null> {
  const { workspaceId, db } = tx;
  const workspace = await db.workspace.findUnique({ where: { id: workspaceId }, select: { maxContacts: true } });
  const limit = workspace?.maxContacts ?? null;
  if (limit === null) return null;
  await db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`contact-room/${workspaceId}`}, 0))`;
  return { limit, left: Math.max(0, limit - (await countContactsUpTo(tx, limit))) };
}

/** Contacts of the workspace, counted up to `most`. */
export async function countContactsUpTo(
  { db, workspaceId }: Pick<Ctx, "db" | "workspaceId">,
  most: number,
): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from (select from contact where workspace_id = ${workspaceId}::uuid limit ${most}) c`;
  return row?.count ?? 0;
}

export const noRoomText = (limit: number) =>
  t(
    "{limit, plural, one {This workspace may have # contact and has it. Remove it, or ask the operator for more.} other {This workspace may have # contacts and has them. Remove some, or ask the operator for more.}}",
    { limit },
  );

/** Throws `conflict` in words when the workspace may not have one contact more. */
export async function requireContactRoom(tx: Ctx): Promise<void> {
  const room = await contactRoom(tx);
  if (room?.left === 0) throw conflict(noRoomText(room.limit));
}
