import { appRoute } from "@/lib/base/routes/app-route";
import { CampaignRef } from "@/lib/campaigns/draft/schema";
import { campaignProgress } from "@/lib/campaigns/progress/progress";

export const GET = appRoute("campaigns.read", (ctx, { params }) =>
  campaignProgress(ctx, CampaignRef.parse(params).campaignId),
);
