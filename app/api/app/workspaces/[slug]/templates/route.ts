import { publicId } from "@/lib/db/ids";
import { appRoute } from "@/lib/http/app-route";
import { createTemplate } from "@/lib/templates/create-template";
import { findTemplates, presentTemplate } from "@/lib/templates/queries";
import { CreateTemplate } from "@/lib/templates/schema";

export const GET = appRoute("templates.read", async (ctx, { query }) => {
  const templates = await findTemplates(ctx, { archived: query.archived === "true" });
  return { templates: templates.map((template) => ({ ...template, id: publicId("tpl", template.id) })) };
});

export const POST = appRoute("templates.write", async (ctx, { body }) =>
  presentTemplate(await createTemplate(ctx, CreateTemplate.parse(body))),
);
