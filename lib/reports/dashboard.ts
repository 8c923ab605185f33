import type { Ctx } from "@/lib/base/context";
import { publicId } from "@/lib/base/db/ids";
import { requirePermission } from "@/lib/base/permissions.shared";
import { dayLater, wallTimeToDate } from "@/lib/base/time/zoned-time.shared";
import { sayPauseReason } from "@/lib/sending/engine/say-pause-reason";
import { findDashboardGoals } from "./dashboard-goals";
import { daysUntil, shownPeriod } from "./dashboard-period";
import { checkHealth } from "./health.shared";
import { handedOver, toBeSent } from "./ledger-sums.shared";
import { share } from "./metrics.shared";
import { recentLedger } from "./recent-ledger";
import type { DashboardPeriod } from "./schema";
import { dayFormatter } from "./timeline";
import type { Dashboard, DashboardDay, DaySpan, RunningSend } from "./views";
import { addUp, workspaceDays } from "./workspace-days";

const DAY_MS = 86_400_000;

/** The dashboard of a period in the workspace's time zone, the last 30 days unless asked otherwise, compared with as many days before. */
export async function getDashboard(ctx: Ctx, asked: Partial<DashboardPeriod> = {}): Promise<Dashboard> {
  requirePermission(ctx, "reports.read");
  const { timeZone } = await ctx.db.workspace.findUniqueOrThrow({
    where: { id: ctx.workspaceId },
    select: { timeZone: true },
  });
  const today = dayFormatter(timeZone)(ctx.now());
  const { days, until } = shownPeriod({ days: 30, ...asked }, today);
  const all = await workspaceDays(ctx, daysUntil(until, days * 2), timeZone);
  const [earlier, series] = [all.slice(0, days), all.slice(days)];
  const from = wallTimeToDate(`${series[0]?.day}T00:00`, timeZone) ?? ctx.now();
  // A day at which clocks change has 23 hours, or 25.
  const to = wallTimeToDate(`${dayLater(until, 1)}T00:00`, timeZone) ?? ctx.now();
  const before = wallTimeToDate(`${earlier[0]?.day}T00:00`, timeZone) ?? from;
  const [running, campaigns, upcoming, contacts, checklist, goals] = await Promise.all([
    findRunningSends(ctx),
    findLaunched(ctx, from, to),
    findUpcoming(ctx),
    countContacts(ctx),
    findChecklist(ctx),
    findDashboardGoals(ctx, { from, to }, { from: before, to: from }),
  ]);
  const current = addUp(series);
  return {
    days,
    period: spanOf(series),
    comparedWith: spanOf(earlier),
    endsToday: until === today,
    current,
    previous: addUp(earlier),
    series,
    campaigns,
    health: checkHealth({
      bounce: { count: current.bounced, of: current.sent },
      complaint: { count: current.complained, of: current.delivered },
      unsubscribe: { count: current.unsubscribed, of: current.delivered },
    }),
    running,
    upcoming,
    contacts,
    checklist,
    goals,
  };
}

/** Campaigns that are being prepared, sent or paused, with how far they are: the 20 that were launched first. */
export async function findRunningSends(ctx: Ctx): Promise<RunningSend[]> {
  requirePermission(ctx, "reports.read");
  const { workspaceId } = ctx;
  const campaigns = await ctx.db.campaign.findMany({
    where: { workspaceId, status: { in: ["preparing", "sending", "paused"] } },
    orderBy: { launchedAt: "asc" },
    take: 20,
  });
  return Promise.all(
    campaigns.map(async (campaign) => {
      const counted = await recentLedger(ctx, campaign.id);
      return {
        id: publicId("cmp", campaign.id),
        name: campaign.name,
        status: campaign.status,
        toSend: campaign.audienceCount === null ? null : toBeSent(counted),
        done: handedOver(counted),
        startedAt: campaign.startedAt?.toISOString() ?? null,
        pauseReason: sayPauseReason(campaign),
      };
    }),
  );
}

function spanOf(series: readonly DashboardDay[]): DaySpan {
  return { from: series[0]?.day ?? "", to: series.at(-1)?.day ?? "" };
}

async function findLaunched(ctx: Ctx, since: Date, until: Date): Promise<Dashboard["campaigns"]> {
  const { workspaceId } = ctx;
  const campaigns = await ctx.db.campaign.findMany({
    where: { workspaceId, launchedAt: { gte: since, lt: until } },
    orderBy: { launchedAt: "desc" },
    select: { id: true, name: true, launchedAt: true },
    take: 100,
  });
  const totals = await ctx.db.campaignTotals.findMany({
    where: { workspaceId, campaignId: { in: campaigns.map((campaign) => campaign.id) } },
  });
  const byCampaign = new Map(totals.map((row) => [row.campaignId, row]));
  return campaigns.map((campaign) => {
    const row = byCampaign.get(campaign.id);
    return {
      id: publicId("cmp", campaign.id),
      name: campaign.name,
      launchedAt: (campaign.launchedAt ?? since).toISOString(),
      sent: row?.sent ?? 0,
      openRate: row ? share(row.humanOpeners, row.delivered) : null,
      clickRate: row ? share(row.humanClickers, row.delivered) : null,
    };
  });
}

async function findUpcoming(ctx: Ctx): Promise<Dashboard["upcoming"]> {
  const now = ctx.now();
  const campaigns = await ctx.db.campaign.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      status: "scheduled",
      scheduledAt: { lte: new Date(now.getTime() + 7 * DAY_MS) },
    },
    orderBy: { scheduledAt: "asc" },
    select: { id: true, name: true, scheduledAt: true },
    take: 10,
  });
  return campaigns.map((campaign) => ({
    id: publicId("cmp", campaign.id),
    name: campaign.name,
    scheduledAt: (campaign.scheduledAt ?? now).toISOString(),
  }));
}

/** Exact for small workspaces; above 100,000 it stops counting, because the number is only an orientation. */
async function countContacts(ctx: Ctx): Promise<number> {
  const rows = await ctx.db.$queryRawUnsafe<{ count: number }[]>(
    "select count(*)::int as count from (select 1 from contact where workspace_id = $1::uuid limit 100000) c",
    ctx.workspaceId,
  );
  return rows[0]?.count ?? 0;
}

async function findChecklist(ctx: Ctx): Promise<Dashboard["checklist"]> {
  const where = { workspaceId: ctx.workspaceId };
  const [sender, domain, workspace, contact, campaign] = await Promise.all([
    ctx.db.sender.findFirst({ where, select: { id: true } }),
    ctx.db.sendingDomain.findFirst({
      where: { ...where, status: { in: ["verified", "local"] } },
      // "verified" comes last in the alphabet.
      orderBy: { status: "desc" },
      select: { status: true },
    }),
    ctx.db.workspace.findUnique({ where: { id: ctx.workspaceId }, select: { postalAddress: true } }),
    ctx.db.contact.findFirst({ where, select: { id: true } }),
    ctx.db.campaign.findFirst({ where: { ...where, launchedAt: { not: null } }, select: { id: true } }),
  ]);
  return {
    sender: Boolean(sender),
    domain: Boolean(domain),
    onlyLocalDomain: domain?.status === "local",
    postalAddress: Boolean(workspace?.postalAddress.trim()),
    contacts: Boolean(contact),
    campaign: Boolean(campaign),
  };
}
