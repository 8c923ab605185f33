import { deleteCampaign } from "@/lib/campaigns/delete-campaign";
import { getDraft } from "@/lib/campaigns/queries";
import { CampaignRef, type UpdateCampaign } from "@/lib/campaigns/schema";
import { updateCampaign } from "@/lib/campaigns/update-campaign";
import { appRoute } from "@/lib/http/app-route";

export const GET = appRoute("campaigns.read", (ctx, { params }) => getDraft(ctx, CampaignRef.parse(params).campaignId));

/** The autosave of the wizard. */
export const PATCH = appRoute("campaigns.write", (ctx, { params, body }) =>
  updateCampaign(ctx, { ...(body as UpdateCampaign), ...CampaignRef.parse(params) }),
);

export const DELETE = appRoute("campaigns.write", (ctx, { params }) => deleteCampaign(ctx, CampaignRef.parse(params)));
