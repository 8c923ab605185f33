import { appRoute } from "@/lib/base/routes/app-route";
import { previewImport } from "@/lib/people/imports/preview-import";
import { PreviewImport } from "@/lib/people/imports/schema";

/** A question with a body (the format to try): changes nothing. */
export const POST = appRoute(
  "contacts.import",
  (ctx, { params, body }) =>
    previewImport(ctx, PreviewImport.parse({ ...(body as object | undefined), importId: params.importId })),
  { heavy: true },
);
