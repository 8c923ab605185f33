import { z } from "zod";
import { defineJob, enqueue } from "@/lib/base/jobs/define-job";
import { countPiece, dropEarlierSums } from "./recount";

/** After so long the rest is a job of its own, so that others have their turn. */
const SLICE_MS = 45_000;

/** Counts the events of a goal that came before it was made or changed. Running it twice counts nothing twice. */
export const countGoalJob = defineJob(
  "goals.count-goal",
  z.object({ workspaceId: z.uuid(), goalId: z.uuid() }),
  async (ctx, input): Promise<void> => {
    const endMs = Math.min(Date.now() + SLICE_MS, ctx.endBy?.getTime() ?? Number.POSITIVE_INFINITY);
    for (const step of [countPiece, dropEarlierSums]) {
      while (await step(ctx, input.goalId)) {
        if (Date.now() < endMs) continue;
        await enqueue(ctx, countGoalJob, input);
        return;
      }
    }
  },
);

export const goalJobs = [countGoalJob];
