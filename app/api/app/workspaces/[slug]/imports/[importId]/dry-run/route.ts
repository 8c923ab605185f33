import { appRoute } from "@/lib/base/routes/app-route";
import { presentImport } from "@/lib/people/imports/queries";
import { requestDryRun } from "@/lib/people/imports/request-dry-run";
import { RequestDryRun } from "@/lib/people/imports/schema";

export const PUT = appRoute("contacts.import", async (ctx, { params, body }) => {
  const job = await requestDryRun(ctx, RequestDryRun.parse({ ...(body as object), importId: params.importId }));
  return presentImport(job, ctx.now());
});
