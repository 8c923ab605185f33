import { appRoute } from "@/lib/base/routes/app-route";
import { CampaignRef, type UpdateDelivery } from "@/lib/campaigns/draft/schema";
import { updateDelivery } from "@/lib/campaigns/draft/update-delivery";

export const PUT = appRoute("campaigns.send", (ctx, { params, body }) =>
  updateDelivery(ctx, { ...(body as UpdateDelivery), ...CampaignRef.parse(params) }),
);
