import { launchCampaign } from "@/lib/campaigns/launch-campaign";
import { CampaignRef } from "@/lib/campaigns/schema";
import { appRoute } from "@/lib/http/app-route";

export const PUT = appRoute("campaigns.send", (ctx, { params }) => launchCampaign(ctx, CampaignRef.parse(params)));
