import { z } from "zod";
import type { Ctx } from "@/lib/base/context";
import { defineJob, enqueue } from "@/lib/base/jobs/define-job";
import { inEachWorkspace } from "@/lib/base/jobs/in-each-workspace";
import { countPiece, dropEarlierSums } from "./recount";

/** After so long the rest is a job of its own, so that others have their turn. */
const SLICE_MS = 45_000;
const sliceEndMs = ({ endBy }: Ctx) => Math.min(Date.now() + SLICE_MS, endBy?.getTime() ?? Number.POSITIVE_INFINITY);

/** False when the time was over before all was counted. */
async function countUntil(endMs: number, ctx: Ctx, goalId: string): Promise<boolean> {
  for (const step of [countPiece, dropEarlierSums])
    while (await step(ctx, goalId)) if (Date.now() >= endMs) return false;
  return true;
}

/** Counts the events of a goal that came before it was made or changed. Running it twice counts nothing twice. */
export const countGoalJob = defineJob(
  "goals.count-goal",
  z.object({ workspaceId: z.uuid(), goalId: z.uuid() }),
  async (ctx, input): Promise<void> => {
    if (!(await countUntil(sliceEndMs(ctx), ctx, input.goalId))) await enqueue(ctx, countGoalJob, input);
  },
);

/** Goals whose job has given up, or is not there after a backup was restored: what comes is not counted before what came. */
export const pickUpGoalsJob = defineJob(
  "goals.pick-up",
  z.object({ workspaceId: z.string() }),
  async (ctx) => {
    const endMs = sliceEndMs(ctx);
    await inEachWorkspace(ctx, async (each) => {
      const where = { workspaceId: each.workspaceId, countedTo: { not: null } };
      const left = await each.db.goal.findMany({ where, select: { id: true } });
      for (const { id } of left) await countUntil(endMs, each, id);
      return left.length;
    });
  },
  { cron: "*/10 * * * *", retryLimit: 0, expireInSeconds: 300 },
);

export const goalJobs = [countGoalJob, pickUpGoalsJob];
