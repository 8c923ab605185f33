import { appRoute } from "@/lib/base/routes/app-route";
import { getCampaignMail } from "@/lib/campaigns/draft/campaign-mail";
import { CampaignRef } from "@/lib/campaigns/draft/schema";

export const GET = appRoute("campaigns.read", (ctx, { params }) => getCampaignMail(ctx, CampaignRef.parse(params)));
