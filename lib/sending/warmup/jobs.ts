import { z } from "zod";
import { defineJob } from "@/lib/base/jobs/define-job";
import { watchWarmups } from "./watch-warmups";

/** Every ten minutes: holds warm-ups that go badly. */
export const watchWarmupsJob = defineJob(
  "warmup.watch",
  z.object({ workspaceId: z.string() }),
  async (ctx) => {
    await watchWarmups(ctx);
  },
  { cron: "*/10 * * * *", retryLimit: 0, expireInSeconds: 300 },
);

export const warmupJobs = [watchWarmupsJob];
