import { appRoute } from "@/lib/base/routes/app-route";
import { importSuppressions } from "@/lib/people/imports/import-suppressions";
import { ImportSuppressions } from "@/lib/people/suppressions/schema";

/** The body is the file itself, stored as it streams: an upload that has ended is imported. */
export const POST = appRoute(
  "suppressions.write",
  (ctx, { query, request }) =>
    importSuppressions(ctx, {
      fileName: query.fileName ?? "",
      body: request.body,
      packing: request.headers.get("content-encoding"),
      options: ImportSuppressions.parse(query),
    }),
  { rawBody: true },
);
