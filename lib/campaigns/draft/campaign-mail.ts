import type { Ctx } from "@/lib/base/context";
import type { Campaign } from "@/lib/base/db/generated/client";
import { requirePermission } from "@/lib/base/permissions.shared";
import { sampleContact } from "@/lib/content/templates/preview-content";
import { renderShown } from "@/lib/content/templates/render-task";
import { variantContent } from "@/lib/content/templates/stored-content";
import { getCampaign } from "@/lib/sending/campaign/get-campaign";
import { previewCampaign } from "./preview-campaign";
import { CampaignRef } from "./schema";
import type { CampaignMail } from "./views.shared";

/**
 * The mail of a campaign, as somebody gets it whom we know nothing of: what was frozen when it has been launched, else what stands in the
 * draft. Links lead where the author wrote, those that act for a recipient nowhere. Throws `invalid` for what cannot be rendered.
 */
export async function getCampaignMail(ctx: Ctx, input: CampaignRef): Promise<CampaignMail> {
  requirePermission(ctx, "campaigns.read");
  const campaign = await getCampaign(ctx, CampaignRef.parse(input).campaignId);
  const { subject, html, text } = (await frozenMail(ctx, campaign)) ?? (await previewCampaign(ctx, input));
  return { subject, html, text };
}

async function frozenMail(ctx: Ctx, campaign: Campaign): Promise<CampaignMail | null> {
  const { workspaceId } = ctx;
  const variant = await ctx.db.campaignVariant.findUnique({
    where: { workspaceId_campaignId_label: { workspaceId, campaignId: campaign.id, label: "A" } },
    select: { compiled: true },
  });
  if (!variant) return null;
  const workspace = await ctx.db.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { name: true } });
  const { subject, html, text } = await renderShown({
    compiled: variantContent.read(variant.compiled),
    contact: sampleContact,
    workspace: { name: workspace.name },
    campaign: { name: campaign.name },
    ref: null,
  });
  return { subject, html, text };
}
