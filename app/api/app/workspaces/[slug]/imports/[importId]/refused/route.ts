import { whileAllowed } from "@/lib/auth/while-allowed";
import { appRoute } from "@/lib/http/app-route";
import { getImport } from "@/lib/imports/get-import";
import { refusedRowsCsv } from "@/lib/imports/queries";
import { ImportRef } from "@/lib/imports/schema";
import { csvResponse } from "@/lib/imports/write-csv";

export const GET = appRoute(
  "contacts.import",
  async (ctx, { params }) => {
    const job = await getImport(ctx, ImportRef.parse(params).importId);
    const lines = whileAllowed(ctx, "contacts.import", refusedRowsCsv(ctx, job.id));
    return csvResponse(`refused-${job.fileName.replace(/\.[a-z]+$/i, "")}.csv`, lines);
  },
  { stepUp: true, notes: "export.refused_rows" },
);
