import { getCampaignReport } from "@/lib/analytics/campaign-report";
import { parsePublicId } from "@/lib/db/ids";
import { appRoute } from "@/lib/http/app-route";

export const GET = appRoute("reports.read", (ctx, { params }) =>
  getCampaignReport(ctx, parsePublicId("cmp", params.campaignId ?? "")),
);
