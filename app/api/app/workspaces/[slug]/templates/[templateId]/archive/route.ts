import { appRoute } from "@/lib/base/routes/app-route";
import { archiveTemplate } from "@/lib/content/templates/archive-template";
import { presentTemplate } from "@/lib/content/templates/queries";

export const PUT = appRoute("templates.write", async (ctx, { params }) =>
  presentTemplate(await archiveTemplate(ctx, { templateId: params.templateId ?? "" })),
);

export const DELETE = appRoute("templates.write", async (ctx, { params }) =>
  presentTemplate(await archiveTemplate(ctx, { templateId: params.templateId ?? "" }, false)),
);
