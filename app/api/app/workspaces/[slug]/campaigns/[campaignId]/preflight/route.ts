import { appRoute } from "@/lib/base/routes/app-route";
import { CampaignRef } from "@/lib/campaigns/draft/schema";
import { runPreflight } from "@/lib/campaigns/preflight/run-preflight";

export const GET = appRoute(
  "campaigns.read",
  (ctx, { params }) => runPreflight(ctx, CampaignRef.parse(params).campaignId),
  { heavy: true },
);
