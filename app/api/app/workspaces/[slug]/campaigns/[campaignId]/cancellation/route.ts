import { cancelCampaign } from "@/lib/campaigns/cancel-campaign";
import { CampaignRef } from "@/lib/campaigns/schema";
import { appRoute } from "@/lib/http/app-route";

export const PUT = appRoute("campaigns.send", (ctx, { params }) => cancelCampaign(ctx, CampaignRef.parse(params)));
