import { parsePublicId } from "@/lib/base/db/ids";
import { appRoute } from "@/lib/base/routes/app-route";
import { getCampaignReport } from "@/lib/reports/campaign-report";

export const GET = appRoute("reports.read", (ctx, { params }) =>
  getCampaignReport(ctx, parsePublicId("cmp", params.campaignId ?? "")),
);
