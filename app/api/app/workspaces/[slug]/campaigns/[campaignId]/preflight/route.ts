import { runPreflight } from "@/lib/campaigns/preflight/run-preflight";
import { CampaignRef } from "@/lib/campaigns/schema";
import { appRoute } from "@/lib/http/app-route";

export const GET = appRoute(
  "campaigns.read",
  (ctx, { params }) => runPreflight(ctx, CampaignRef.parse(params).campaignId),
  { heavy: true },
);
