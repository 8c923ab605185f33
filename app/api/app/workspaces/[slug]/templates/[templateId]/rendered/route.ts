import { appRoute } from "@/lib/base/routes/app-route";
import { previewContent } from "@/lib/content/templates/preview-content";
import { getTemplate } from "@/lib/content/templates/queries";
import { type PreviewContent, TemplateRef } from "@/lib/content/templates/schema";

export const GET = appRoute("templates.read", async (ctx, { params }) => {
  const template = await getTemplate(ctx, TemplateRef.parse(params).templateId);
  const { subject, previewText } = template;
  const content = template.contentKind === "html" ? { html: template.html ?? "" } : { document: template.document };
  const { html } = await previewContent(ctx, { ...content, subject, previewText } as PreviewContent);
  return { html };
});
