import { appRoute } from "@/lib/base/routes/app-route";
import { duplicateTemplate } from "@/lib/content/templates/duplicate-template";
import { presentTemplate } from "@/lib/content/templates/queries";

export const POST = appRoute("templates.write", async (ctx, { params }) =>
  presentTemplate(await duplicateTemplate(ctx, { templateId: params.templateId ?? "" })),
);
