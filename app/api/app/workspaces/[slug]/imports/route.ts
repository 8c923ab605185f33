import { appRoute } from "@/lib/base/routes/app-route";
import { findImports, presentImport } from "@/lib/people/imports/queries";
import { uploadImport } from "@/lib/people/imports/upload-import";

export const GET = appRoute("contacts.import", async (ctx) => ({ items: await findImports(ctx) }));

/** The body is the file itself, as it streams; its name is in the query. */
export const POST = appRoute(
  "contacts.import",
  async (ctx, { query, request }) => {
    const job = await uploadImport(ctx, { fileName: query.fileName ?? "", body: request.body });
    return presentImport(job, ctx.now());
  },
  { rawBody: true },
);
