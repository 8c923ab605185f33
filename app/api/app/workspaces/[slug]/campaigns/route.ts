import { publicId } from "@/lib/base/db/ids";
import { appRoute } from "@/lib/base/routes/app-route";
import { createCampaign } from "@/lib/campaigns/draft/create-campaign";
import { findCampaigns } from "@/lib/campaigns/draft/queries";
import { CampaignFilters, type CreateCampaign } from "@/lib/campaigns/draft/schema";

export const GET = appRoute("campaigns.read", (ctx, { query }) => findCampaigns(ctx, CampaignFilters.parse(query)));

export const POST = appRoute("campaigns.write", async (ctx, { body }) => ({
  id: publicId("cmp", await createCampaign(ctx, body as CreateCampaign)),
}));
