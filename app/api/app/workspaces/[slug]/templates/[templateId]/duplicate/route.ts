import { appRoute } from "@/lib/http/app-route";
import { duplicateTemplate } from "@/lib/templates/duplicate-template";
import { presentTemplate } from "@/lib/templates/queries";

export const POST = appRoute("templates.write", async (ctx, { params }) =>
  presentTemplate(await duplicateTemplate(ctx, { templateId: params.templateId ?? "" })),
);
