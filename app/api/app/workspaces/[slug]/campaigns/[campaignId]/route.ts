import { deleteCampaign } from "@/lib/campaigns/delete-campaign";
import { getDraft } from "@/lib/campaigns/queries";
import { CampaignRef, type UpdateCampaign } from "@/lib/campaigns/schema";
import { updateCampaign } from "@/lib/campaigns/update-campaign";
import { appRoute } from "@/lib/http/app-route";

export const GET = appRoute("campaigns.read", (ctx, { params }) => getDraft(ctx, CampaignRef.parse(params).campaignId));

/** The autosave of the wizard; larger than the usual limit because a document holds a whole mail. */
export const PATCH = appRoute(
  "campaigns.write",
  (ctx, { params, body }) => updateCampaign(ctx, { ...(body as UpdateCampaign), ...CampaignRef.parse(params) }),
  { maxBodyBytes: 2_000_000 },
);

export const DELETE = appRoute("campaigns.write", (ctx, { params }) => deleteCampaign(ctx, CampaignRef.parse(params)));
