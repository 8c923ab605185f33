import { csvResponse } from "@/lib/base/csv/write-csv";
import { appRoute } from "@/lib/base/routes/app-route";
import { exportSuppressions } from "@/lib/people/suppressions/export-suppressions";
import { SuppressionFilters } from "@/lib/people/suppressions/schema";

export const GET = appRoute(
  "contacts.export",
  async (ctx, { query }) => {
    const lines = await exportSuppressions(ctx, SuppressionFilters.parse({ query: "", ...query }));
    return csvResponse(`suppressions-${ctx.now().toISOString().slice(0, 10)}.csv`, lines);
  },
  { heavy: true, notes: "export.suppressions" },
);
