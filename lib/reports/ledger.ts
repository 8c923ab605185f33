import type { Ctx } from "@/lib/base/context";
import { LEDGER_PLACE_SQL, type Place } from "@/lib/events/ledger/place";
import type { Ledger } from "./views";

/** The reconciliation line of a campaign, counted from its message rows and not from the roll-ups. */
export async function ledger(ctx: Ctx, campaignId: string): Promise<Ledger> {
  const [campaign, rows] = await Promise.all([
    ctx.db.campaign.findUnique({
      where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: campaignId } },
      select: { audienceCount: true },
    }),
    ctx.db.$queryRawUnsafe<{ place: Place; reason: string | null; count: number }[]>(
      `select ${LEDGER_PLACE_SQL} as place,
              case when status in ('suppressed', 'skipped', 'cancelled') then coalesce(skip_reason, status) end as reason,
              count(*)::int as count
         from message where workspace_id = $1::uuid and campaign_id = $2::uuid
        group by 1, 2 order by 3 desc`,
      ctx.workspaceId,
      campaignId,
    ),
  ]);
  const places = { delivered: 0, bounced: 0, failed: 0, suppressed: 0, skipped: 0, unconfirmed: 0, pending: 0 };
  const reasons: Ledger["reasons"] = [];
  for (const { place, reason, count } of rows) {
    places[place] += count;
    if (reason && (place === "suppressed" || place === "skipped")) reasons.push({ kind: place, reason, count });
  }
  const sum = Object.values(places).reduce((total, count) => total + count, 0);
  const audience = campaign?.audienceCount ?? sum;
  return { audience, ...places, reasons, balanced: sum === audience };
}
