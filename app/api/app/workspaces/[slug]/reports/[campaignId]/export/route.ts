import { whileAllowed } from "@/lib/base/auth/while-allowed";
import { csvResponse } from "@/lib/base/csv/write-csv";
import { parsePublicId } from "@/lib/base/db/ids";
import { appRoute } from "@/lib/base/routes/app-route";
import { exportRecipients, exportSummary } from "@/lib/reports/export-report";
import { ReportExport } from "@/lib/reports/schema";
import { getCampaign } from "@/lib/sending/campaign/get-campaign";

export const GET = appRoute(
  "reports.export",
  async (ctx, { params, query }) => {
    const { what, ...filters } = ReportExport.parse(query);
    const campaign = await getCampaign(ctx, parsePublicId("cmp", params.campaignId ?? ""));
    const lines = what === "summary" ? exportSummary(ctx, campaign.id) : exportRecipients(ctx, campaign.id, filters);
    const name = `${campaign.name}-${what === "summary" ? "report" : filters.outcome}.csv`;
    return csvResponse(name, whileAllowed(ctx, "reports.export", lines));
  },
  { heavy: true, notes: "export.report" },
);
