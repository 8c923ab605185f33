import type { PoolClient } from "pg";
import type { Ctx } from "@/lib/base/context";
import { withBriefLock } from "@/lib/base/db/brief-lock";
import { beginMove, endMove, monthsInDefault } from "./move";
import { hasRows, monthsOf } from "./partitions";

/** A month that first comes up while others are moved is moved in the next round. */
const ROUNDS = 3;

/**
 * Gives every month that lies in the default partition a partition of its own: the month cannot be made while its rows lie there.
 * They are copied to tables beside it, a few a transaction; writers go on, and what they write or change there goes to both. Then, in one
 * short transaction, the tables take the place of the default partition. At no moment is an event missing or there twice, and
 * a copy that was broken off goes on at the next run. False when the host's time is over before.
 *
 * Of all workspaces at once, as a partition is. Tables distributed over servers take no trigger: there it fails, nothing has moved, and
 * operators are told.
 */
export async function emptyDefault(ctx: Ctx, client: PoolClient, pieceRows: number): Promise<boolean> {
  for (let round = 0; await hasRows(client, "event_default"); round++) {
    if (round === ROUNDS) throw new Error(await leftOver(client));
    const found = await monthsInDefault(client);
    await withBriefLock(client, () => beginMove(client, found));
    const copied = await copyRows(ctx, client, pieceRows);
    if (copied === null) return false;
    const months = await monthsOf(client, "partitions.event_moving");
    await withBriefLock(client, () => endMove(client, months));
    ctx.log.info("events were moved out of the default partition", { copied, months });
  }
  return true;
}

/** How many rows it has gone through; null when the time is over. */
async function copyRows({ now, endBy }: Ctx, client: PoolClient, pieceRows: number): Promise<number | null> {
  let after = { workspaceId: LOWEST, id: LOWEST };
  for (let copied = 0; ; ) {
    if (endBy && endBy <= now()) return null;
    const { rows } = await client.query<{ workspaceId: string; id: string; count: number }>(COPY_SQL, [
      after.workspaceId,
      after.id,
      pieceRows,
    ]);
    const [last] = rows;
    if (!last) return copied;
    copied += last.count;
    after = last;
  }
}

const LOWEST = "00000000-0000-0000-0000-000000000000";

/** Locked, so that a change is either seen here or goes to the copy. */
const COPY_SQL = `
  with piece as materialized (
    select * from partitions.event_default where (workspace_id, id) > ($1::uuid, $2::uuid)
     order by workspace_id, id limit $3::int for update
  ), copied as (
    insert into partitions.event_moving select * from piece on conflict do nothing
  )
  select workspace_id as "workspaceId", id, (count(*) over ())::int as count from piece
   order by workspace_id desc, id desc limit 1`;

async function leftOver(client: PoolClient): Promise<string> {
  const attached = await monthsOf(client, "public.event");
  return `Events in the default partition cannot be moved to months of their own after ${attached.at(-1) ?? "none"}: a table of that name may stand in the schema partitions without being attached.`;
}
