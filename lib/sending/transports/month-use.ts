import type { Ctx } from "@/lib/base/context";

/** The counter of a workspace's mails in the calendar month (UTC); `take_pace` counts, and only where there is a limit. */
export const MONTH_KEY = "month";

/** Mails that the workspace has handed over in this calendar month (UTC), as its limit counts them. */
export async function monthUse({ db, workspaceId }: Pick<Ctx, "db" | "workspaceId">): Promise<number> {
  const [row] = await db.$queryRaw<{ used: number }[]>`
    select used::float8 as used from pace_counter
     where workspace_id = ${workspaceId}::uuid and key = ${MONTH_KEY} and window_start = date_trunc('month', now(), 'UTC')`;
  return row?.used ?? 0;
}

/** Mails of this calendar month (UTC) by the roll-ups, by workspace; those without any are left out. */
export async function monthSent(
  { db, now }: Pick<Ctx, "db" | "now">,
  workspaceIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const at = now();
  const rows = await db.workspaceDaily.groupBy({
    by: ["workspaceId"],
    where: {
      workspaceId: { in: [...workspaceIds] },
      day: { gte: new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1)) },
    },
    _sum: { sent: true },
  });
  return new Map(rows.map(({ workspaceId, _sum }) => [workspaceId, _sum.sent ?? 0]));
}

/** Starts the count of a workspace that gets a limit with what it has sent in this month. */
export async function beginMonthCount(tx: Ctx): Promise<void> {
  const sent = (await monthSent(tx, [tx.workspaceId])).get(tx.workspaceId) ?? 0;
  await tx.db.$executeRaw`
    insert into pace_counter (workspace_id, key, window_start, used)
    values (${tx.workspaceId}::uuid, ${MONTH_KEY}, date_trunc('month', now(), 'UTC'), ${sent})
    on conflict (workspace_id, key) do update set touched_at = now(), window_start = excluded.window_start,
       used = case when pace_counter.window_start = excluded.window_start then greatest(pace_counter.used, excluded.used) else excluded.used end`;
}

/** Gives back what mails took that have to be tried again: each counts once. */
export async function giveBackMonth(
  { db, workspaceId }: Pick<Ctx, "db" | "workspaceId">,
  count: number,
): Promise<void> {
  if (count === 0) return;
  await db.$executeRaw`
    update pace_counter set used = greatest(0, used - ${count}::int)
     where workspace_id = ${workspaceId}::uuid and key = ${MONTH_KEY} and window_start = date_trunc('month', now(), 'UTC')`;
}
