import { ledger } from "@/lib/analytics/ledger";
import type { Ledger } from "@/lib/analytics/views";
import { requirePermission } from "@/lib/auth/permissions";
import type { Ctx } from "@/lib/context";
import { getCampaign } from "./get-campaign";
import { type CampaignStatus, isUnderWay } from "./status";

/** What the progress page shows, counted from the message rows themselves. */
export interface CampaignProgress {
  status: CampaignStatus;
  ledger: Ledger;
  /** Messages put off by the receiving server that will be tried again; part of the ledger's `pending`. */
  deferred: number;
  pauseReason: string | null;
  launchedAt: string | null;
  startedAt: string | null;
  pausedAt: string | null;
  finishedAt: string | null;
  /** When it was counted, for the rate. */
  countedAt: string;
  /** How long to wait before asking again; longer where counting takes long. Null once nothing moves. */
  askAgainMs: number | null;
}

/** Bounces and the rows of a cancelled campaign come in for a while after the end. */
const settlingMs = 10 * 60_000;
const shortestMs = 1000;
const longestMs = 15_000;

/** Where the send stands now. Counting takes about 40 ms for 100,000 recipients. */
export async function campaignProgress(ctx: Ctx, campaignId: string): Promise<CampaignProgress> {
  requirePermission(ctx, "campaigns.read");
  const began = performance.now();
  const campaign = await getCampaign(ctx, campaignId);
  const [counts, deferred] = await Promise.all([
    ledger(ctx, campaignId),
    ctx.db.message.count({ where: { workspaceId: ctx.workspaceId, campaignId, status: "deferred" } }),
  ]);
  const tookMs = performance.now() - began;
  const sinceEnd = ctx.now().getTime() - (campaign.finishedAt?.getTime() ?? 0);
  const moves = isUnderWay(campaign.status) || sinceEnd < settlingMs;
  return {
    status: campaign.status,
    ledger: counts,
    deferred,
    pauseReason: campaign.pauseReason,
    launchedAt: campaign.launchedAt?.toISOString() ?? null,
    startedAt: campaign.startedAt?.toISOString() ?? null,
    pausedAt: campaign.pausedAt?.toISOString() ?? null,
    finishedAt: campaign.finishedAt?.toISOString() ?? null,
    countedAt: ctx.now().toISOString(),
    askAgainMs: moves ? Math.min(longestMs, Math.max(shortestMs, Math.round(tookMs * 10))) : null,
  };
}
