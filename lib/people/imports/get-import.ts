import type { Ctx } from "@/lib/base/context";
import type { ImportJob } from "@/lib/base/db/generated/client";
import { notFound } from "@/lib/base/errors";

/** An import of this workspace, or `not_found`. */
export async function getImport(ctx: Ctx, importId: string): Promise<ImportJob> {
  const job = await ctx.db.importJob.findUnique({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: importId } },
  });
  if (!job) throw notFound("import");
  return job;
}
