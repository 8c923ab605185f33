import { appRoute } from "@/lib/http/app-route";
import { archiveTemplate } from "@/lib/templates/archive-template";
import { presentTemplate } from "@/lib/templates/queries";

export const PUT = appRoute("templates.write", async (ctx, { params }) =>
  presentTemplate(await archiveTemplate(ctx, { templateId: params.templateId ?? "" })),
);

export const DELETE = appRoute("templates.write", async (ctx, { params }) =>
  presentTemplate(await archiveTemplate(ctx, { templateId: params.templateId ?? "" }, false)),
);
