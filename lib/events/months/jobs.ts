import { z } from "zod";
import { defineJob, enqueue } from "@/lib/base/jobs/define-job";
import { keepEventMonths } from "./keep-months";

/** Every night; what it cannot do it fails with, which operators are told. How long events are kept is said in lib/retention. */
export const keepMonthsJob = defineJob(
  "events.keep-months",
  z.object({ workspaceId: z.string() }),
  async (ctx, input) => {
    const { finished } = await keepEventMonths(ctx, { keep: null });
    if (!finished) await enqueue(ctx, keepMonthsJob, input);
  },
  { cron: "27 2 * * *", expireInSeconds: 3600 },
);

export const eventsJobs = [keepMonthsJob];
