import type { Ctx } from "@/lib/base/context";
import { foldedContains } from "@/lib/base/db/folded";
import { type Campaign, type CampaignTotals, Prisma } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { notFound } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { campaignDocument } from "@/lib/content/templates/stored-content";
import { readWritten } from "@/lib/content/templates/written";
import { audienceNames, type Names } from "@/lib/people/audiences/audience-names";
import { presentAudience, readAudience } from "@/lib/people/audiences/stored-audience";
import { getCampaign } from "@/lib/sending/campaign/get-campaign";
import type { CampaignFilters } from "./schema";
import { type CampaignDraft, type CampaignSummary, campaignTabs } from "./views.shared";

/** A page of campaigns, newest first, with their headline numbers; `next` is the cursor of the page after. */
export async function findCampaigns(
  ctx: Ctx,
  filters: CampaignFilters,
  take = 50,
): Promise<{ campaigns: CampaignSummary[]; next: string | null }> {
  requirePermission(ctx, "campaigns.read");
  const rows = await ctx.db.campaign.findMany({
    where: { ...(await whereOf(ctx, filters)), ...(filters.after && { id: { lt: filters.after } }) },
    orderBy: { id: "desc" },
    take: take + 1,
    omit: { document: true, html: true },
  });
  const page = rows.slice(0, take);
  const last = page.at(-1);
  return {
    campaigns: await summaries(ctx, page),
    next: rows.length > take && last ? publicId("cmp", last.id) : null,
  };
}

/** Campaigns that left, or will leave, between two moments; at most 500. */
export async function findCampaignsBetween(ctx: Ctx, from: Date, to: Date): Promise<CampaignSummary[]> {
  requirePermission(ctx, "campaigns.read");
  const between = { gte: from, lt: to };
  const rows = await ctx.db.campaign.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      archivedAt: null,
      OR: [
        { launchedAt: between },
        { status: "scheduled", scheduledAt: between },
        { localTime: true, scheduledAt: between },
      ],
    },
    orderBy: { id: "asc" },
    take: 500,
    omit: { document: true, html: true },
  });
  return summaries(ctx, rows);
}

/** One campaign as the lists show it. */
export async function getSummary(ctx: Ctx, campaignId: string): Promise<CampaignSummary> {
  requirePermission(ctx, "campaigns.read");
  const [summary] = await summaries(ctx, [await getCampaign(ctx, campaignId)]);
  if (!summary) throw notFound("campaign");
  return summary;
}

/** Whether the workspace has a campaign at all: tells "none yet" from "none found". */
export async function hasCampaigns(ctx: Ctx): Promise<boolean> {
  const first = await ctx.db.campaign.findFirst({ where: { workspaceId: ctx.workspaceId }, select: { id: true } });
  return first !== null;
}

/** What the wizard edits, with public ids. */
export async function getDraft(ctx: Ctx, campaignId: string): Promise<CampaignDraft> {
  requirePermission(ctx, "campaigns.read");
  return presentDraft(await getCampaign(ctx, campaignId));
}

/** A campaign as the wizard knows it. */
export function presentDraft(campaign: Campaign): CampaignDraft {
  const document = campaignDocument.readOrNull(campaign.document);
  return {
    id: publicId("cmp", campaign.id),
    version: campaign.version,
    name: campaign.name,
    status: campaign.status,
    subject: campaign.subject,
    previewText: campaign.previewText,
    senderId: campaign.senderId && publicId("snd", campaign.senderId),
    contentKind: campaign.contentKind,
    document,
    html: campaign.html,
    written: readWritten({ ...campaign, document }).written,
    templateKey: campaign.templateKey,
    audience: presentAudience(readAudience(campaign.audience)),
    trackOpens: campaign.trackOpens,
    trackClicks: campaign.trackClicks,
    scheduledAt: campaign.scheduledAt?.toISOString() ?? null,
    spreadMinutes: campaign.spreadMinutes,
    localTime: campaign.localTime,
    returnedBecause: campaign.status === "draft" ? campaign.pauseReason : null,
  };
}

async function whereOf(ctx: Ctx, { tab, status, q }: CampaignFilters): Promise<Prisma.CampaignWhereInput> {
  return {
    workspaceId: ctx.workspaceId,
    status: status ?? { in: campaignTabs[tab] },
    archivedAt: tab === "archived" ? { not: null } : null,
    ...(q && { id: { in: await idsNamed(ctx, q) } }),
  };
}

/** Campaigns with these words in name or subject, the latest 10,000 at most. */
async function idsNamed(ctx: Ctx, text: string): Promise<string[]> {
  const rows = await ctx.db.$queryRaw<{ id: string }[]>(Prisma.sql`
    select id from campaign where workspace_id = ${ctx.workspaceId}::uuid
      and (${foldedContains(Prisma.sql`name`, text)} or ${foldedContains(Prisma.sql`subject`, text)})
    order by id desc limit 10000`);
  return rows.map(({ id }) => id);
}

type SummaryRow = Omit<Campaign, "document" | "html">;

async function summaries(ctx: Ctx, rows: SummaryRow[]): Promise<CampaignSummary[]> {
  const [totals, names] = await Promise.all([
    ctx.db.campaignTotals.findMany({
      where: { workspaceId: ctx.workspaceId, campaignId: { in: rows.map((row) => row.id) } },
    }),
    audienceNames(
      ctx,
      rows.map((row) => readAudience(row.audience)),
    ),
  ]);
  const byCampaign = new Map(totals.map((total) => [total.campaignId, total]));
  return rows.map((row) => summary(row, byCampaign.get(row.id), names));
}

function summary(row: SummaryRow, totals: CampaignTotals | undefined, names: Names): CampaignSummary {
  return {
    id: publicId("cmp", row.id),
    name: row.name,
    subject: row.subject,
    status: row.status,
    audienceCount: row.audienceCount,
    audienceNames: names(readAudience(row.audience)),
    scheduledAt: row.scheduledAt?.toISOString() ?? null,
    launchedAt: row.launchedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    spreadMinutes: row.spreadMinutes,
    localTime: row.localTime,
    updatedAt: row.updatedAt.toISOString(),
    archived: row.archivedAt !== null,
    totals: totals
      ? {
          sent: totals.sent,
          delivered: totals.delivered,
          openers: totals.humanOpeners,
          clickers: totals.humanClickers,
        }
      : null,
  };
}
