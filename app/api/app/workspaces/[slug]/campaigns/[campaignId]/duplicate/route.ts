import { publicId } from "@/lib/base/db/ids";
import { appRoute } from "@/lib/base/routes/app-route";
import { duplicateCampaign } from "@/lib/campaigns/draft/duplicate-campaign";
import { CampaignRef } from "@/lib/campaigns/draft/schema";

export const POST = appRoute("campaigns.write", async (ctx, { params, body }) => ({
  id: publicId("cmp", await duplicateCampaign(ctx, { ...(body as object), ...CampaignRef.parse(params) })),
}));
