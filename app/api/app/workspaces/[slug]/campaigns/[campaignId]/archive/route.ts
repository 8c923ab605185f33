import { archiveCampaign } from "@/lib/campaigns/archive-campaign";
import { CampaignRef } from "@/lib/campaigns/schema";
import { appRoute } from "@/lib/http/app-route";

export const PUT = appRoute("campaigns.write", (ctx, { params }) =>
  archiveCampaign(ctx, { ...CampaignRef.parse(params), archived: true }),
);

export const DELETE = appRoute("campaigns.write", (ctx, { params }) =>
  archiveCampaign(ctx, { ...CampaignRef.parse(params), archived: false }),
);
