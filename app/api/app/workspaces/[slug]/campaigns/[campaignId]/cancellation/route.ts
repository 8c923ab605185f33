import { appRoute } from "@/lib/base/routes/app-route";
import { CampaignRef } from "@/lib/campaigns/draft/schema";
import { cancelCampaign } from "@/lib/campaigns/lifecycle/cancel-campaign";

export const PUT = appRoute("campaigns.send", (ctx, { params }) => cancelCampaign(ctx, CampaignRef.parse(params)));
