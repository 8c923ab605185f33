import type { Ctx } from "@/lib/base/context";
import { type Campaign, type CampaignTotals, Prisma } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { notFound } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { campaignDocument } from "@/lib/content/templates/stored-content";
import { readWritten } from "@/lib/content/templates/written";
import { audienceNames, type Names } from "@/lib/people/audiences/audience-names";
import { presentAudience, readAudience } from "@/lib/people/audiences/stored-audience";
import { getCampaign } from "@/lib/sending/campaign/get-campaign";
import { sayPauseReason } from "@/lib/sending/engine/say-pause-reason";
import { campaignIds } from "./campaign-ids";
import type { CampaignFilters } from "./schema";
import type { CampaignDraft, CampaignSummary } from "./views.shared";

/** A page of campaigns with their headline numbers; `next` is the cursor of the page after. */
export async function findCampaigns(
  ctx: Ctx,
  filters: CampaignFilters,
  take = 50,
): Promise<{ campaigns: CampaignSummary[]; next: string | null }> {
  requirePermission(ctx, "campaigns.read");
  const ids = await campaignIds(ctx, filters, take + 1);
  const rows = await ctx.db.campaign.findMany({
    where: { workspaceId: ctx.workspaceId, id: { in: ids.slice(0, take) } },
    omit: { document: true, html: true },
  });
  const place = new Map(ids.map((id, index) => [id, index]));
  const page = rows.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
  const last = ids[take - 1];
  return { campaigns: await summaries(ctx, page), next: ids.length > take && last ? publicId("cmp", last) : null };
}

/** Every label in use, in alphabetical order, at most 500. */
export async function findLabels(ctx: Ctx): Promise<string[]> {
  requirePermission(ctx, "campaigns.read");
  return (await labelsInUse(ctx)).sort((a, b) => a.localeCompare(b));
}

/** The same in no order, for whoever gives a campaign one of them: writing needs no right to read the list. */
export async function labelsInUse(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.db.$queryRaw<{ label: string }[]>(Prisma.sql`
    select distinct unnest(labels) as label from campaign
     where workspace_id = ${ctx.workspaceId}::uuid and cardinality(labels) > 0 limit 500`);
  return rows.map(({ label }) => label);
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
    returnedBecause: campaign.status === "draft" ? sayPauseReason(campaign) : null,
  };
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
    labels: row.labels,
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
