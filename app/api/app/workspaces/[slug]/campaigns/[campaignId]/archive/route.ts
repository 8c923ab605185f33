import { appRoute } from "@/lib/base/routes/app-route";
import { archiveCampaign } from "@/lib/campaigns/draft/archive-campaign";
import { CampaignRef } from "@/lib/campaigns/draft/schema";

export const PUT = appRoute("campaigns.write", (ctx, { params }) =>
  archiveCampaign(ctx, { ...CampaignRef.parse(params), archived: true }),
);

export const DELETE = appRoute("campaigns.write", (ctx, { params }) =>
  archiveCampaign(ctx, { ...CampaignRef.parse(params), archived: false }),
);
