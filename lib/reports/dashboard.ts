import type { Ctx } from "@/lib/base/context";
import { publicId } from "@/lib/base/db/ids";
import { requirePermission } from "@/lib/base/permissions.shared";
import { wallTimeToDate } from "@/lib/base/time/zoned-time.shared";
import { checkHealth } from "./health.shared";
import { handedOver, toBeSent } from "./ledger-sums.shared";
import { share } from "./metrics.shared";
import { recentLedger } from "./recent-ledger";
import type { Dashboard, RunningSend } from "./views";
import { addUp, lastDays, workspaceDays } from "./workspace-days";

const DAY_MS = 86_400_000;

/** The dashboard of the last `days` days in the workspace's time zone, today included, compared with as many before. */
export async function getDashboard(ctx: Ctx, days: number): Promise<Dashboard> {
  requirePermission(ctx, "reports.read");
  const { timeZone } = await ctx.db.workspace.findUniqueOrThrow({
    where: { id: ctx.workspaceId },
    select: { timeZone: true },
  });
  const all = await workspaceDays(ctx, lastDays(ctx.now(), days * 2, timeZone), timeZone);
  const series = all.slice(days);
  const firstDay = wallTimeToDate(`${series[0]?.day}T00:00`, timeZone) ?? ctx.now();
  const [running, campaigns, upcoming, contacts, checklist] = await Promise.all([
    findRunningSends(ctx),
    findLaunched(ctx, firstDay),
    findUpcoming(ctx),
    countContacts(ctx),
    findChecklist(ctx),
  ]);
  const current = addUp(series);
  return {
    days,
    current,
    previous: addUp(all.slice(0, days)),
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
        pauseReason: campaign.pauseReason,
      };
    }),
  );
}

async function findLaunched(ctx: Ctx, since: Date): Promise<Dashboard["campaigns"]> {
  const { workspaceId } = ctx;
  const campaigns = await ctx.db.campaign.findMany({
    where: { workspaceId, launchedAt: { gte: since } },
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
      select: { id: true },
    }),
    ctx.db.workspace.findUnique({ where: { id: ctx.workspaceId }, select: { postalAddress: true } }),
    ctx.db.contact.findFirst({ where, select: { id: true } }),
    ctx.db.campaign.findFirst({ where: { ...where, launchedAt: { not: null } }, select: { id: true } }),
  ]);
  return {
    sender: Boolean(sender),
    domain: Boolean(domain),
    postalAddress: Boolean(workspace?.postalAddress.trim()),
    contacts: Boolean(contact),
    campaign: Boolean(campaign),
  };
}
