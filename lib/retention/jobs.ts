import { z } from "zod";
import { defineJob, enqueue } from "@/lib/base/jobs/define-job";
import { enforceRetention } from "./enforce-retention";
import { retentionKindNames } from "./kinds.shared";
import { sampleTables } from "./measure-tables";

const Place = z.object({
  kind: z.enum(retentionKindNames),
  step: z.number().int(),
  after: z.string().nullable(),
  failed: z.literal(true).optional(),
});

/** Once a night; a slice that ends before all is done puts the next one in the queue, with the place where it goes on. */
export const keepLimitsJob = defineJob(
  "retention.keep-limits",
  z.object({ workspaceId: z.string(), from: Place.optional() }),
  async (ctx, { from }) => {
    const place = await enforceRetention(ctx, { from: from ?? null });
    if (place) await enqueue(ctx, keepLimitsJob, { workspaceId: "", from: place });
  },
  { cron: "7 2 * * *", retryLimit: 2, expireInSeconds: 1800 },
);

export const sampleTablesJob = defineJob(
  "retention.sample-tables",
  z.object({ workspaceId: z.string() }),
  async (ctx) => {
    await sampleTables(ctx);
  },
  { cron: "52 * * * *", retryLimit: 0, expireInSeconds: 120 },
);

export const retentionJobs = [keepLimitsJob, sampleTablesJob];
