import { appRoute } from "@/lib/http/app-route";
import { presentImport } from "@/lib/imports/queries";
import { StartImport } from "@/lib/imports/schema";
import { startImport } from "@/lib/imports/start-import";

export const PUT = appRoute("contacts.import", async (ctx, { params, body }) => {
  const job = await startImport(ctx, StartImport.parse({ ...(body as object), importId: params.importId }));
  return presentImport(job, ctx.now());
});
