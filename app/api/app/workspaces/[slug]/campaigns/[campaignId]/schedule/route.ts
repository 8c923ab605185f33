import { scheduleCampaign, unscheduleCampaign } from "@/lib/campaigns/schedule-campaign";
import { CampaignRef, type ScheduleCampaign } from "@/lib/campaigns/schema";
import { appRoute } from "@/lib/http/app-route";

export const PUT = appRoute("campaigns.send", (ctx, { params, body }) =>
  scheduleCampaign(ctx, { ...(body as ScheduleCampaign), ...CampaignRef.parse(params) }),
);

export const DELETE = appRoute("campaigns.send", (ctx, { params }) =>
  unscheduleCampaign(ctx, CampaignRef.parse(params)),
);
