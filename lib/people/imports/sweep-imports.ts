import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { inEachWorkspace } from "@/lib/base/jobs/in-each-workspace";

/**
 * Across all workspaces: cancels uploads that broke off and files nobody mapped for a day, and drops their bytes; fails imports that
 * no worker has moved for a day although the queue tried again and again. Gives how many ended.
 */
export function sweepImports(ctx: Ctx): Promise<number> {
  return inEachWorkspace(ctx, sweepWorkspace);
}

async function sweepWorkspace(ctx: Ctx): Promise<number> {
  const now = ctx.now();
  const dayAgo = new Date(now.getTime() - 86_400_000);
  const ended = await ctx.db.$queryRaw<{ id: string }[]>(Prisma.sql`
    with ended as (
      update import_job set finished_at = ${now},
        status = case when status in ('uploading', 'ready') then 'cancelled' else 'failed' end,
        error = case when status in ('queued', 'running')
          then 'The import did not come to its end. What it has counted is imported; import the file again for the rest.' end
      where workspace_id = ${ctx.workspaceId}::uuid and status in ('uploading', 'ready', 'queued', 'running') and coalesce(started_at, created_at) < ${dayAgo}
      returning id
    ), dropped as (
      delete from import_chunk using ended
      where import_chunk.workspace_id = ${ctx.workspaceId}::uuid and import_chunk.import_job_id = ended.id
    )
    select id from ended`);
  return ended.length;
}
