import { z } from "zod";
import { defineJob } from "@/lib/base/jobs/define-job";
import { inEachWorkspace } from "@/lib/base/jobs/in-each-workspace";
import { sweepBin } from "./take-from-bin";

export const sweepBinJob = defineJob(
  "bin.sweep",
  z.object({ workspaceId: z.string() }),
  async (ctx): Promise<void> => {
    await inEachWorkspace(ctx, sweepBin);
  },
  { cron: "51 2 * * *", retryLimit: 0, expireInSeconds: 600 },
);

export const binJobs = [sweepBinJob];
