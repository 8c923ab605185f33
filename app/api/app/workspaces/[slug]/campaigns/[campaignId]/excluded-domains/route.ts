import { appRoute } from "@/lib/base/routes/app-route";
import { CampaignRef, type ExcludeDomain } from "@/lib/campaigns/draft/schema";
import { excludeDomain } from "@/lib/campaigns/lifecycle/exclude-domain";

export const POST = appRoute("campaigns.send", (ctx, { params, body }) =>
  excludeDomain(ctx, { ...(body as ExcludeDomain), ...CampaignRef.parse(params) }),
);
