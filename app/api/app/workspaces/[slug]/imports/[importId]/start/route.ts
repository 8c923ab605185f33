import { appRoute } from "@/lib/base/routes/app-route";
import { presentImport } from "@/lib/people/imports/queries";
import { StartImport } from "@/lib/people/imports/schema";
import { startImport } from "@/lib/people/imports/start-import";

export const PUT = appRoute("contacts.import", async (ctx, { params, body }) => {
  const job = await startImport(ctx, StartImport.parse({ ...(body as object), importId: params.importId }));
  return presentImport(job, ctx.now());
});
