import { duplicateCampaign } from "@/lib/campaigns/duplicate-campaign";
import { CampaignRef } from "@/lib/campaigns/schema";
import { publicId } from "@/lib/db/ids";
import { appRoute } from "@/lib/http/app-route";

export const POST = appRoute("campaigns.write", async (ctx, { params }) => ({
  id: publicId("cmp", await duplicateCampaign(ctx, CampaignRef.parse(params))),
}));
