import { appRoute } from "@/lib/base/routes/app-route";
import { getBuiltinTemplate } from "@/lib/content/templates/builtin-templates";
import { previewContent } from "@/lib/content/templates/preview-content";
import { DesignRef } from "@/lib/content/templates/schema";

/** A built-in design in the workspace's brand: `?key=newsletter`. */
export const GET = appRoute("templates.read", async (ctx, { query }) => {
  const { document, subject, previewText } = getBuiltinTemplate(DesignRef.parse(query).key);
  const { html } = await previewContent(ctx, { document, subject, previewText });
  return { html };
});
