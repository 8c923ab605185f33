import { whileAllowed } from "@/lib/base/auth/while-allowed";
import { parsePublicId } from "@/lib/base/db/ids";
import { appRoute } from "@/lib/base/routes/app-route";
import { csvStream } from "@/lib/reports/csv";
import { exportRecipients, exportSummary } from "@/lib/reports/export-report";
import { ReportExport } from "@/lib/reports/schema";
import { getCampaign } from "@/lib/sending/campaign/get-campaign";

export const GET = appRoute(
  "reports.export",
  async (ctx, { params, query }) => {
    const { what, ...filters } = ReportExport.parse(query);
    const campaign = await getCampaign(ctx, parsePublicId("cmp", params.campaignId ?? ""));
    const lines = what === "summary" ? exportSummary(ctx, campaign.id) : exportRecipients(ctx, campaign.id, filters);
    const name = campaign.name.replace(/[^\w-]+/g, "-").replace(/^-+|-+$/g, "") || "campaign";
    return new Response(csvStream(whileAllowed(ctx, "reports.export", lines)), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="${name}-${what === "summary" ? "report" : filters.outcome}.csv"`,
        "cache-control": "no-store",
      },
    });
  },
  { heavy: true, notes: "export.report" },
);
