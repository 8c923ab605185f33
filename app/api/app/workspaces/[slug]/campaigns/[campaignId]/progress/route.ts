import { campaignProgress } from "@/lib/campaigns/progress";
import { CampaignRef } from "@/lib/campaigns/schema";
import { appRoute } from "@/lib/http/app-route";

export const GET = appRoute("campaigns.read", (ctx, { params }) =>
  campaignProgress(ctx, CampaignRef.parse(params).campaignId),
);
