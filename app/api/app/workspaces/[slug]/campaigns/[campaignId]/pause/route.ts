import { pauseCampaign, resumeCampaign } from "@/lib/campaigns/pause-campaign";
import { CampaignRef } from "@/lib/campaigns/schema";
import { appRoute } from "@/lib/http/app-route";

export const PUT = appRoute("campaigns.send", (ctx, { params }) => pauseCampaign(ctx, CampaignRef.parse(params)));

export const DELETE = appRoute("campaigns.send", (ctx, { params }) => resumeCampaign(ctx, CampaignRef.parse(params)));
