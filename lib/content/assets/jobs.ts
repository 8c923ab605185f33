import { z } from "zod";
import { defineJob } from "@/lib/base/jobs/define-job";
import { sweepObjects } from "./sweep-objects";

/** Removes what no picture names any more; see `sweepObjects`. */
export const sweepObjectsJob = defineJob(
  "assets.sweep-objects",
  z.object({ workspaceId: z.string() }),
  async (ctx): Promise<void> => {
    await sweepObjects(ctx);
  },
  { cron: "*/5 * * * *", retryLimit: 0, expireInSeconds: 240 },
);

export const assetJobs = [sweepObjectsJob];
