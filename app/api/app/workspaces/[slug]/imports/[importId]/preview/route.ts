import { appRoute } from "@/lib/http/app-route";
import { previewImport } from "@/lib/imports/preview-import";
import { PreviewImport } from "@/lib/imports/schema";

/** A question with a body (the format to try): changes nothing. */
export const POST = appRoute(
  "contacts.import",
  (ctx, { params, body }) =>
    previewImport(ctx, PreviewImport.parse({ ...(body as object | undefined), importId: params.importId })),
  { heavy: true },
);
