import { type Ctx, systemCtx } from "@/lib/base/context";
import { knownFailures } from "./repeated-failures";

/**
 * Does something in every workspace, one after the other, and goes on where one fails. For sweeps that come now and then: each
 * statement names its workspace and so asks the one server that has it. What fails in a workspace again and again is noted as the job's
 * own failures are. Answers the sum of what `work` answers.
 */
export async function inEachWorkspace(ctx: Ctx, work: (ctx: Ctx) => Promise<number>): Promise<number> {
  const workspaces = await ctx.db.workspace.findMany({ select: { id: true }, orderBy: { id: "asc" } });
  const job = ctx.actor.name;
  const failures = await knownFailures(job);
  let sum = 0;
  for (const { id } of workspaces) {
    try {
      sum += await failures.noting(id, () => work({ ...systemCtx(id, job, ctx.db), now: ctx.now }));
    } catch (error) {
      ctx.log.error("a sweep failed in a workspace", { workspaceId: id, error });
    }
  }
  return sum;
}
