import { type Ctx, systemCtx } from "@/lib/base/context";

/**
 * Does something in every workspace, one after the other, and goes on where one fails. For sweeps that come now and then: each
 * statement names its workspace and so asks the one server that has it. Answers the sum of what `work` answers.
 */
export async function inEachWorkspace(ctx: Ctx, work: (ctx: Ctx) => Promise<number>): Promise<number> {
  const workspaces = await ctx.db.workspace.findMany({ select: { id: true }, orderBy: { id: "asc" } });
  let sum = 0;
  for (const { id } of workspaces) {
    try {
      sum += await work({ ...systemCtx(id, ctx.actor.name, ctx.db), now: ctx.now });
    } catch (error) {
      ctx.log.error("a sweep failed in a workspace", { workspaceId: id, error });
    }
  }
  return sum;
}
