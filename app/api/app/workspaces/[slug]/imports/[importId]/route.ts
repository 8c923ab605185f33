import { appRoute } from "@/lib/base/routes/app-route";
import { getImport } from "@/lib/people/imports/get-import";
import { presentImport, refusalReasons } from "@/lib/people/imports/queries";
import { ImportRef } from "@/lib/people/imports/schema";

export const GET = appRoute("contacts.import", async (ctx, { params }) => {
  const job = await getImport(ctx, ImportRef.parse(params).importId);
  return {
    ...presentImport(job, ctx.now()),
    reasons: job.refused + job.noted > 0 ? await refusalReasons(ctx, job.id) : [],
  };
});
