import type { Ctx } from "@/lib/base/context";
import { publicId } from "@/lib/base/db/ids";
import { notFound } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { sayPauseReason } from "@/lib/sending/engine/say-pause-reason";
import { numbersOf, ratesOf } from "./campaign-numbers";
import { recentLedger } from "./recent-ledger";
import { campaignTimeline } from "./timeline";
import type { CampaignRates, CampaignReport, ReportLink } from "./views";

const DAY_MS = 86_400_000;
/** A campaign's numbers are asked for every two seconds while it is sent and for some minutes after. */
const LIVE_AFTER_MS = 10 * 60_000;

/** The report of one campaign; `campaignId` is a UUID. Throws `not_found`. */
export async function getCampaignReport(ctx: Ctx, campaignId: string): Promise<CampaignReport> {
  requirePermission(ctx, "reports.read");
  const { workspaceId } = ctx;
  const campaign = await ctx.db.campaign.findUnique({ where: { workspaceId_id: { workspaceId, id: campaignId } } });
  if (!campaign) throw notFound("campaign");
  const workspace = await ctx.db.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { timeZone: true },
  });
  const [totals, averages, line, timeline, links] = await Promise.all([
    ctx.db.campaignTotals.findUnique({ where: { workspaceId_campaignId: { workspaceId, campaignId } } }),
    averageRates(ctx, campaignId),
    recentLedger(ctx, campaignId),
    campaignTimeline(ctx, campaign, workspace.timeZone),
    findReportLinks(ctx, campaignId),
  ]);
  const numbers = numbersOf(totals);
  const running = ["preparing", "sending", "paused"].includes(campaign.status);
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  return {
    campaign: {
      id: publicId("cmp", campaign.id),
      name: campaign.name,
      subject: campaign.subject,
      status: campaign.status,
      audience: campaign.audienceCount,
      launchedAt: iso(campaign.launchedAt),
      startedAt: iso(campaign.startedAt),
      finishedAt: iso(campaign.finishedAt),
      pauseReason: sayPauseReason(campaign),
      trackOpens: campaign.trackOpens,
      trackClicks: campaign.trackClicks,
    },
    numbers,
    rates: ratesOf(numbers),
    averages,
    ledger: line,
    ...timeline,
    links,
    live: running || ctx.now().getTime() - (campaign.finishedAt?.getTime() ?? 0) < LIVE_AFTER_MS,
    readAt: ctx.now().toISOString(),
  };
}

/** Rates of the workspace's other campaigns of the last 90 days, all recipients together. */
async function averageRates(ctx: Ctx, campaignId: string): Promise<CampaignRates> {
  const { workspaceId } = ctx;
  const others = await ctx.db.campaign.findMany({
    where: { workspaceId, id: { not: campaignId }, launchedAt: { gte: new Date(ctx.now().getTime() - 90 * DAY_MS) } },
    select: { id: true },
    take: 1_000,
  });
  const { _sum } = await ctx.db.campaignTotals.aggregate({
    where: { workspaceId, campaignId: { in: others.map((other) => other.id) } },
    _sum: {
      sent: true,
      delivered: true,
      bouncedHard: true,
      bouncedSoft: true,
      bouncedBlock: true,
      complained: true,
      unsubscribed: true,
      humanOpeners: true,
      humanClickers: true,
    },
  });
  const present = Object.entries(_sum).filter((entry): entry is [string, number] => entry[1] !== null);
  return ratesOf(numbersOf(Object.fromEntries(present)));
}

/** Tracked links in the order of the mail, with their clicks. */
async function findReportLinks(ctx: Ctx, campaignId: string): Promise<ReportLink[]> {
  const where = { workspaceId: ctx.workspaceId, campaignId };
  const [links, totals] = await Promise.all([
    ctx.db.campaignLink.findMany({ where, orderBy: { position: "asc" } }),
    ctx.db.linkTotals.findMany({ where }),
  ]);
  const byLink = new Map(totals.map((row) => [row.linkId, row]));
  return links.map((link) => {
    const row = byLink.get(link.id);
    return {
      id: publicId("lnk", link.id),
      url: link.url,
      label: link.label,
      humanClickers: row?.humanClickers ?? 0,
      humanClicks: row?.humanClicks ?? 0,
      botClicks: row?.botClicks ?? 0,
    };
  });
}
