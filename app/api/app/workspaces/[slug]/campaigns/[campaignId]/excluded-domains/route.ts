import { excludeDomain } from "@/lib/campaigns/exclude-domain";
import { CampaignRef, type ExcludeDomain } from "@/lib/campaigns/schema";
import { appRoute } from "@/lib/http/app-route";

export const POST = appRoute("campaigns.send", (ctx, { params, body }) =>
  excludeDomain(ctx, { ...(body as ExcludeDomain), ...CampaignRef.parse(params) }),
);
