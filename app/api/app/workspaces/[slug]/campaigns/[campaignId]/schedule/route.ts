import { appRoute } from "@/lib/base/routes/app-route";
import { CampaignRef, type ScheduleCampaign } from "@/lib/campaigns/draft/schema";
import { scheduleCampaign, unscheduleCampaign } from "@/lib/campaigns/lifecycle/schedule-campaign";

export const PUT = appRoute("campaigns.send", (ctx, { params, body }) =>
  scheduleCampaign(ctx, { ...(body as ScheduleCampaign), ...CampaignRef.parse(params) }),
);

export const DELETE = appRoute("campaigns.send", (ctx, { params }) =>
  unscheduleCampaign(ctx, CampaignRef.parse(params)),
);
