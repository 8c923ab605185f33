import { z } from "zod";
import { defineJob } from "@/lib/base/jobs/define-job";

/** Fills a workspace with sample data. The seeder is loaded when it runs: it knows every domain, and this one is below them. */
export const seedSampleDataJob = defineJob(
  "demo.seed",
  z.object({ workspaceId: z.uuid() }),
  async (ctx) => {
    const { seedSampleData } = await import("@/lib/demo/seed-sample-data");
    await seedSampleData(ctx);
  },
  { retryLimit: 1, expireInSeconds: 1800 },
);

export const workspaceJobs = [seedSampleDataJob];
