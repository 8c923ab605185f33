import { z } from "zod";
import type { Ctx } from "@/lib/base/context";
import { defineJob } from "@/lib/base/jobs/define-job";
import { lookUpDomainsJob } from "./look-up-job";

const KEPT_DAYS = 3;
/** A warm-up's days are its history. */
const WARMUP_KEPT_DAYS = 180;

/** Deletes counters that nobody has touched for days, in all workspaces: campaigns that are over, providers nobody writes to. */
export async function sweepCounters(ctx: Ctx): Promise<number> {
  return ctx.db.$executeRaw`
    delete from pace_counter
     where touched_at < ${ctx.now()}::timestamptz - case when key like 'w/%' then ${WARMUP_KEPT_DAYS}::int else ${KEPT_DAYS}::int end * interval '1 day'`;
}

export const sweepCountersJob = defineJob(
  "sending.sweep-counters",
  z.object({ workspaceId: z.string() }),
  async (ctx) => {
    await sweepCounters(ctx);
  },
  { cron: "41 3 * * *", retryLimit: 0, expireInSeconds: 300 },
);

export const pacingJobs = [lookUpDomainsJob, sweepCountersJob];
