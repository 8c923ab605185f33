import { appRoute } from "@/lib/http/app-route";
import { previewContent } from "@/lib/templates/preview-content";
import type { PreviewContent } from "@/lib/templates/schema";

export const POST = appRoute("templates.read", async (ctx, { body }) => previewContent(ctx, body as PreviewContent), {
  heavy: true,
});
