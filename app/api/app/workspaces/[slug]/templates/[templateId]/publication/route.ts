import { appRoute } from "@/lib/base/routes/app-route";
import { publishTemplate, unpublishTemplate } from "@/lib/content/templates/publish-template";
import { presentTemplate } from "@/lib/content/templates/queries";
import { TemplateRef } from "@/lib/content/templates/schema";

export const PUT = appRoute("templates.write", async (ctx, { params }) =>
  presentTemplate(await publishTemplate(ctx, TemplateRef.parse(params))),
);

export const DELETE = appRoute("templates.write", async (ctx, { params }) =>
  presentTemplate(await unpublishTemplate(ctx, TemplateRef.parse(params))),
);
