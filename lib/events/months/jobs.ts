import { z } from "zod";
import { env } from "@/lib/base/env";
import { defineJob, enqueue } from "@/lib/base/jobs/define-job";
import { keepEventMonths } from "./keep-months";

/** Every night; what it cannot do it fails with, which operators are told. */
export const keepMonthsJob = defineJob(
  "events.keep-months",
  z.object({ workspaceId: z.string() }),
  async (ctx, input) => {
    const { finished } = await keepEventMonths(ctx, { keep: env.KEEP_EVENT_MONTHS ?? null });
    if (!finished) await enqueue(ctx, keepMonthsJob, input);
  },
  { cron: "27 2 * * *", expireInSeconds: 3600 },
);

export const eventsJobs = [keepMonthsJob];
