import { appRoute } from "@/lib/http/app-route";
import { csvResponse } from "@/lib/imports/write-csv";
import { exportSuppressions } from "@/lib/suppressions/export-suppressions";
import { SuppressionFilters } from "@/lib/suppressions/schema";

export const GET = appRoute(
  "contacts.export",
  async (ctx, { query }) => {
    const lines = await exportSuppressions(ctx, SuppressionFilters.parse({ query: "", ...query }));
    return csvResponse(`suppressions-${ctx.now().toISOString().slice(0, 10)}.csv`, lines);
  },
  { heavy: true, notes: "export.suppressions" },
);
