import { appRoute } from "@/lib/base/routes/app-route";
import { beginUpload } from "@/lib/people/imports/begin-upload";
import { findImports, presentImport } from "@/lib/people/imports/queries";
import type { BeginUpload } from "@/lib/people/imports/schema";

export const GET = appRoute("contacts.import", async (ctx) => ({ items: await findImports(ctx) }));

/** Begins an upload; the file follows in parts. */
export const POST = appRoute("contacts.import", async (ctx, { body }) =>
  presentImport(await beginUpload(ctx, body as BeginUpload), ctx.now()),
);
