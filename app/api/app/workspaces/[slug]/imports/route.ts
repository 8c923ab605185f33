import { appRoute } from "@/lib/base/routes/app-route";
import { findImports, presentImport } from "@/lib/people/imports/queries";
import { uploadImport } from "@/lib/people/imports/upload-import";

export const GET = appRoute("contacts.import", async (ctx) => ({ items: await findImports(ctx) }));

/** The body is the file itself, as it streams; its name is in the query. */
export const POST = appRoute(
  "contacts.import",
  async (ctx, { query, request }) => {
    const packing = request.headers.get("content-encoding");
    const job = await uploadImport(ctx, { fileName: query.fileName ?? "", body: request.body, packing });
    return presentImport(job, ctx.now());
  },
  { rawBody: true },
);
