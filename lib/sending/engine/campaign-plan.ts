import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import { remember } from "@/lib/base/cache/remember";
import type { Ctx } from "@/lib/base/context";
import type { CompiledContent } from "@/lib/content/templates/compile";
import { variantContent } from "@/lib/content/templates/stored-content";
import { readAudience } from "@/lib/people/audiences/stored-audience";
import type { PacedCampaign } from "@/lib/sending/pacing/types";
import type { MailContent } from "./compose-for-recipient";
import { loadIdentity } from "./mail-identity";
import { mailWorkspace } from "./mail-workspace";

/** What all batches of a campaign share. */
export interface CampaignPlan {
  /** By variant id. */
  contents: ReadonlyMap<string, MailContent>;
  /** Octets of the largest of them. */
  contentBytes: number;
  /** The domain that signs, for its warm-up. */
  sendingDomain: string;
  /** Lists the campaign went to: who has left them since the audience was frozen is not mailed. */
  listIds: readonly string[];
  /** The one way out it is to take; null for the workspace's rules. */
  pinnedTransportId: string | null;
  pace: PacedCampaign;
}

/** How long a process believes what it has read: what one compiles and loads for a campaign serves many batches. */
const FRESH_MS = 1000;
const MAX_PLANS = 100;

const plans = new BoundedCache<Promise<CampaignPlan>>({ max: MAX_PLANS });
/** Variants never change after launch. The object is kept, because what is compiled from it is remembered by it. */
const variants = new BoundedCache<{ content: MailContent; key: string }>({ max: MAX_PLANS });

/** The plan of a campaign as it was within the last second. */
export function campaignPlan(ctx: Ctx, campaignId: string): Promise<CampaignPlan> {
  return remember(plans, campaignId, () => loadPlan(ctx, campaignId), FRESH_MS);
}

async function loadPlan(ctx: Ctx, campaignId: string): Promise<CampaignPlan> {
  const [campaign, workspace, recipients] = await Promise.all([
    ctx.db.campaign.findUniqueOrThrow({
      where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: campaignId } },
      select: {
        id: true,
        name: true,
        audience: true,
        transportId: true,
        maxPerSecond: true,
        spreadMinutes: true,
        startedAt: true,
      },
    }),
    mailWorkspace(ctx),
    ctx.db.campaignBatch.aggregate({ _sum: { size: true }, where: { workspaceId: ctx.workspaceId, campaignId } }),
  ]);
  const contents = await loadContents(ctx, workspace, campaign);
  const { id, maxPerSecond, spreadMinutes, startedAt } = campaign;
  return {
    contents,
    contentBytes: Math.max(0, ...[...contents.values()].map(({ compiled }) => compiled.bytes)),
    sendingDomain: [...contents.values()][0]?.identity.domain ?? "",
    listIds: readAudience(campaign.audience).include.lists,
    pinnedTransportId: campaign.transportId,
    pace: { id, maxPerSecond, spreadMinutes, startedAt, audienceCount: recipients._sum.size },
  };
}

async function loadContents(
  ctx: Ctx,
  workspace: MailContent["workspace"],
  campaign: { id: string; name: string },
): Promise<Map<string, MailContent>> {
  const rows = await ctx.db.campaignVariant.findMany({
    where: { workspaceId: ctx.workspaceId, campaignId: campaign.id },
    select: { id: true, fromName: true, fromEmail: true, replyTo: true },
  });
  const contents = new Map<string, MailContent>();
  for (const row of rows) {
    const identity = await loadIdentity(ctx, row);
    const key = JSON.stringify([
      workspace,
      campaign,
      identity.returnPathHost,
      identity.keys.map((each) => each.selector),
    ]);
    const known = variants.get(row.id);
    const content =
      known?.key === key
        ? known.content
        : {
            compiled: known?.content.compiled ?? (await loadCompiled(ctx, row.id)),
            identity,
            workspace,
            campaign: { id: campaign.id, name: campaign.name },
          };
    variants.set(row.id, { content, key });
    contents.set(row.id, content);
  }
  return contents;
}

async function loadCompiled(ctx: Ctx, id: string): Promise<CompiledContent> {
  const variant = await ctx.db.campaignVariant.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } },
    select: { compiled: true },
  });
  return variantContent.read(variant.compiled);
}
