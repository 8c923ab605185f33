import { appRoute } from "@/lib/base/routes/app-route";
import { previewContent } from "@/lib/content/templates/preview-content";
import type { PreviewContent } from "@/lib/content/templates/schema";

export const POST = appRoute("templates.read", async (ctx, { body }) => previewContent(ctx, body as PreviewContent), {
  heavy: true,
});
