import { appRoute } from "@/lib/base/routes/app-route";
import { deleteCampaign } from "@/lib/campaigns/draft/delete-campaign";
import { getDraft } from "@/lib/campaigns/draft/queries";
import { CampaignRef, type UpdateCampaign } from "@/lib/campaigns/draft/schema";
import { updateCampaign } from "@/lib/campaigns/draft/update-campaign";

export const GET = appRoute("campaigns.read", (ctx, { params }) => getDraft(ctx, CampaignRef.parse(params).campaignId));

/** The autosave of the wizard. */
export const PATCH = appRoute("campaigns.write", (ctx, { params, body }) =>
  updateCampaign(ctx, { ...(body as UpdateCampaign), ...CampaignRef.parse(params) }),
);

export const DELETE = appRoute("campaigns.write", (ctx, { params }) => deleteCampaign(ctx, CampaignRef.parse(params)));
