import { CampaignRef, type UpdateDelivery } from "@/lib/campaigns/schema";
import { updateDelivery } from "@/lib/campaigns/update-delivery";
import { appRoute } from "@/lib/http/app-route";

export const PUT = appRoute("campaigns.send", (ctx, { params, body }) =>
  updateDelivery(ctx, { ...(body as UpdateDelivery), ...CampaignRef.parse(params) }),
);
