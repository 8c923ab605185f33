import { appRoute } from "@/lib/http/app-route";
import { getImport } from "@/lib/imports/get-import";
import { presentImport, refusalReasons } from "@/lib/imports/queries";
import { ImportRef } from "@/lib/imports/schema";

export const GET = appRoute("contacts.import", async (ctx, { params }) => {
  const job = await getImport(ctx, ImportRef.parse(params).importId);
  return { ...presentImport(job, ctx.now()), reasons: job.refused > 0 ? await refusalReasons(ctx, job.id) : [] };
});
