import { appRoute } from "@/lib/base/routes/app-route";
import { changeCampaigns } from "@/lib/campaigns/draft/change-campaigns";
import { ChangeCampaigns } from "@/lib/campaigns/draft/schema";

/** One change to several campaigns; says which of them were left as they are. */
export const POST = appRoute("campaigns.write", (ctx, { body }) => changeCampaigns(ctx, ChangeCampaigns.parse(body)));
