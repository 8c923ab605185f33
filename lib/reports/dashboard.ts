import type { Ctx } from "@/lib/base/context";
import type { WorkspaceDaily } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { requirePermission } from "@/lib/base/permissions.shared";
import { PLACE_WHERE } from "@/lib/events/ledger/place";
import { checkHealth } from "./health.shared";
import { share } from "./metrics.shared";
import type { Dashboard, DashboardDay, PeriodNumbers, RunningSend } from "./views";

const DAY_MS = 86_400_000;

/** The dashboard of the last `days` days (UTC, today included), compared with as many before. */
export async function getDashboard(ctx: Ctx, days: number): Promise<Dashboard> {
  requirePermission(ctx, "reports.read");
  const today = Math.floor(ctx.now().getTime() / DAY_MS) * DAY_MS;
  const firstDay = today - (days - 1) * DAY_MS;
  const rows = await ctx.db.workspaceDaily.findMany({
    where: { workspaceId: ctx.workspaceId, day: { gte: new Date(firstDay - days * DAY_MS) } },
  });
  const [running, campaigns, upcoming, contacts, checklist] = await Promise.all([
    findRunningSends(ctx),
    findLaunched(ctx, new Date(firstDay)),
    findUpcoming(ctx),
    countContacts(ctx),
    findChecklist(ctx),
  ]);
  const current = addUp(rows.filter((row) => row.day.getTime() >= firstDay));
  return {
    days,
    current,
    previous: addUp(rows.filter((row) => row.day.getTime() < firstDay)),
    series: seriesOf(rows, firstDay, days),
    campaigns,
    health: checkHealth({
      bounce: share(current.bounced, current.sent),
      complaint: share(current.complained, current.delivered),
      unsubscribe: share(current.unsubscribed, current.delivered),
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
  const pending = await ctx.db.message.groupBy({
    by: ["campaignId"],
    where: {
      workspaceId,
      campaignId: { in: campaigns.map((campaign) => campaign.id) },
      ...PLACE_WHERE.pending,
    },
    _count: true,
  });
  const left = new Map(pending.map((group) => [group.campaignId, group._count]));
  return campaigns.map((campaign) => ({
    id: publicId("cmp", campaign.id),
    name: campaign.name,
    status: campaign.status,
    audience: campaign.audienceCount,
    done: Math.max(0, (campaign.audienceCount ?? 0) - (left.get(campaign.id) ?? 0)),
    startedAt: campaign.startedAt?.toISOString() ?? null,
    pauseReason: campaign.pauseReason,
  }));
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
  const [sender, domain, contact, campaign] = await Promise.all([
    ctx.db.sender.findFirst({ where, select: { id: true } }),
    ctx.db.sendingDomain.findFirst({
      where: { ...where, status: { in: ["verified", "local"] } },
      select: { id: true },
    }),
    ctx.db.contact.findFirst({ where, select: { id: true } }),
    ctx.db.campaign.findFirst({ where: { ...where, launchedAt: { not: null } }, select: { id: true } }),
  ]);
  return { sender: Boolean(sender), domain: Boolean(domain), contacts: Boolean(contact), campaign: Boolean(campaign) };
}

function seriesOf(rows: readonly WorkspaceDaily[], firstDay: number, days: number): DashboardDay[] {
  const byDay = new Map(rows.map((row) => [row.day.getTime(), row]));
  return Array.from({ length: days }, (_, index) => {
    const at = firstDay + index * DAY_MS;
    const row = byDay.get(at);
    return { day: new Date(at).toISOString().slice(0, 10), ...addUp(row ? [row] : []) };
  });
}

function addUp(rows: readonly WorkspaceDaily[]): PeriodNumbers {
  const sum = (pick: (row: WorkspaceDaily) => number) => rows.reduce((total, row) => total + pick(row), 0);
  return {
    sent: sum((row) => row.sent),
    delivered: sum((row) => row.delivered),
    bounced: sum((row) => row.bounced),
    complained: sum((row) => row.complained),
    unsubscribed: sum((row) => row.unsubscribed),
    openers: sum((row) => row.humanOpeners),
    proxyOpeners: sum((row) => row.proxyOpeners),
    clickers: sum((row) => row.humanClickers),
    contactsCreated: sum((row) => row.contactsCreated),
  };
}
