import { appRoute } from "@/lib/base/routes/app-route";
import { CampaignRef } from "@/lib/campaigns/draft/schema";
import { pauseCampaign, resumeCampaign } from "@/lib/campaigns/lifecycle/pause-campaign";

export const PUT = appRoute("campaigns.send", (ctx, { params }) => pauseCampaign(ctx, CampaignRef.parse(params)));

export const DELETE = appRoute("campaigns.send", (ctx, { params }) => resumeCampaign(ctx, CampaignRef.parse(params)));
