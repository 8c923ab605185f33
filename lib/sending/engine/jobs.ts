import { z } from "zod";
import { defineJob } from "@/lib/base/jobs/define-job";
import { sweepUnderWay } from "@/lib/sending/campaign/under-way";
import { finishOverdue, freeLeasesOfAnotherTime } from "./resume-batches";

/** Every minute: what the sending loop itself cannot see. */
export const resumeBatchesJob = defineJob(
  "sending.resume-batches",
  z.object({ workspaceId: z.string() }),
  async (ctx) => {
    await freeLeasesOfAnotherTime();
    await finishOverdue(ctx);
    await sweepUnderWay(ctx);
  },
  { cron: "* * * * *", retryLimit: 0, expireInSeconds: 60 },
);

export const sendingJobs = [resumeBatchesJob];
