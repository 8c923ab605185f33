import { z } from "zod";
import { defineJob } from "@/lib/base/jobs/define-job";
import { watchAllRates } from "./watch-rates";

export const watchRatesJob = defineJob(
  "analytics.watch-rates",
  z.object({ workspaceId: z.string() }),
  async (ctx) => {
    await watchAllRates(ctx);
  },
  { cron: "*/10 * * * *", retryLimit: 0, expireInSeconds: 300 },
);

export const analyticsJobs = [watchRatesJob];
