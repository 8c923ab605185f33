import { whileAllowed } from "@/lib/base/auth/while-allowed";
import { csvResponse } from "@/lib/base/csv/write-csv";
import { appRoute } from "@/lib/base/routes/app-route";
import { getImport } from "@/lib/people/imports/get-import";
import { refusedRowsCsv } from "@/lib/people/imports/queries";
import { ImportRef } from "@/lib/people/imports/schema";

export const GET = appRoute(
  "contacts.import",
  async (ctx, { params, query }) => {
    const job = await getImport(ctx, ImportRef.parse(params).importId);
    const kept = query.kept === "true";
    const lines = whileAllowed(ctx, "contacts.import", refusedRowsCsv(ctx, job.id, kept));
    return csvResponse(`${kept ? "to-mend" : "refused"}-${job.fileName.replace(/\.[a-z]+$/i, "")}.csv`, lines);
  },
  { stepUp: true, notes: "export.refused_rows" },
);
