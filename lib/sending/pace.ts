import type { Ctx } from "@/lib/context";

/** Messages of one reservation: half a second's worth, so that a pause is felt at once and workers take turns. */
export function paceShare(perSecond: number | null, wanted: number): number {
  return perSecond === null ? wanted : Math.max(1, Math.min(wanted, Math.floor(perSecond / 2)));
}

/**
 * Reserves time for `count` messages on a transport and answers how many milliseconds to wait before using it. All
 * workers of all processes share one row: each takes the next free stretch, so together they never pass `perSecond`.
 */
export async function reservePace(
  ctx: Ctx,
  transportId: string,
  perSecond: number | null,
  count: number,
): Promise<number> {
  if (perSecond === null) return 0;
  const stretchMs = (count * 1000) / perSecond;
  const [row] = await ctx.db.$queryRaw<{ waitMs: number }[]>`
    update transport
       set pace_next_at = greatest(coalesce(pace_next_at, clock_timestamp()), clock_timestamp()) + ${stretchMs}::float8 * interval '1 millisecond'
     where workspace_id = ${ctx.workspaceId}::uuid and id = ${transportId}::uuid
    returning (extract(epoch from pace_next_at - clock_timestamp()) * 1000 - ${stretchMs}::float8)::float8 as "waitMs"`;
  return Math.max(0, row?.waitMs ?? 0);
}
