import { createCampaign } from "@/lib/campaigns/create-campaign";
import { findCampaigns } from "@/lib/campaigns/queries";
import { CampaignFilters, type CreateCampaign } from "@/lib/campaigns/schema";
import { publicId } from "@/lib/db/ids";
import { appRoute } from "@/lib/http/app-route";

export const GET = appRoute("campaigns.read", (ctx, { query }) => findCampaigns(ctx, CampaignFilters.parse(query)));

export const POST = appRoute("campaigns.write", async (ctx, { body }) => ({
  id: publicId("cmp", await createCampaign(ctx, body as CreateCampaign)),
}));
