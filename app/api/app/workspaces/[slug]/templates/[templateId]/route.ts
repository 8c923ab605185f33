import { appRoute } from "@/lib/http/app-route";
import { getTemplate, presentTemplate } from "@/lib/templates/queries";
import { TemplateRef, type UpdateTemplate } from "@/lib/templates/schema";
import { updateTemplate } from "@/lib/templates/update-template";

export const GET = appRoute("templates.read", async (ctx, { params }) =>
  presentTemplate(await getTemplate(ctx, TemplateRef.parse(params).templateId)),
);

export const PATCH = appRoute("templates.write", async (ctx, { params, body }) => {
  const input = { ...(body as object), templateId: params.templateId } as UpdateTemplate;
  return presentTemplate(await updateTemplate(ctx, input));
});
