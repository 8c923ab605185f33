import { publicId } from "@/lib/base/db/ids";
import { appRoute } from "@/lib/base/routes/app-route";
import { createTemplate } from "@/lib/content/templates/create-template";
import { findTemplates, presentTemplate } from "@/lib/content/templates/queries";
import { CreateTemplate } from "@/lib/content/templates/schema";

export const GET = appRoute("templates.read", async (ctx, { query }) => {
  const templates = await findTemplates(ctx, { archived: query.archived === "true" });
  return { templates: templates.map((template) => ({ ...template, id: publicId("tpl", template.id) })) };
});

export const POST = appRoute("templates.write", async (ctx, { body }) =>
  presentTemplate(await createTemplate(ctx, CreateTemplate.parse(body))),
);
