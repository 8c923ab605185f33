import { appRoute } from "@/lib/base/routes/app-route";
import { CampaignRef } from "@/lib/campaigns/draft/schema";
import { launchCampaign } from "@/lib/campaigns/lifecycle/launch-campaign";

export const PUT = appRoute("campaigns.send", (ctx, { params }) => launchCampaign(ctx, CampaignRef.parse(params)));
