import { appRoute } from "@/lib/base/routes/app-route";
import { getTemplate, presentTemplate } from "@/lib/content/templates/queries";
import { TemplateRef, type UpdateTemplate } from "@/lib/content/templates/schema";
import { updateTemplate } from "@/lib/content/templates/update-template";

export const GET = appRoute("templates.read", async (ctx, { params }) =>
  presentTemplate(await getTemplate(ctx, TemplateRef.parse(params).templateId)),
);

export const PATCH = appRoute("templates.write", async (ctx, { params, body }) => {
  const input = { ...(body as object), templateId: params.templateId } as UpdateTemplate;
  return presentTemplate(await updateTemplate(ctx, input));
});
