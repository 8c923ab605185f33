import { z } from "zod";
import type { Ctx } from "@/lib/base/context";
import { defineJob } from "@/lib/base/jobs/define-job";
import { MONTH_KEY } from "@/lib/sending/transports/month-use";
import { lookUpDomainsJob } from "./look-up-job";

const KEPT_DAYS = 3;
const HOURS_KEPT_DAYS = 35;
/** A warm-up's days are its history. */
const WARMUP_KEPT_DAYS = 180;
/** What a workspace has sent counts until its month is over. */
const MONTH_KEPT_DAYS = 32;

/** Deletes counters that nobody has touched for days, in all workspaces: campaigns that are over, providers nobody writes to. */
export async function sweepCounters(ctx: Ctx): Promise<number> {
  return ctx.db.$executeRaw`
    delete from pace_counter
     where touched_at < ${ctx.now()}::timestamptz - case when key like 'w/%' then ${WARMUP_KEPT_DAYS}::int
             when key = ${MONTH_KEY} then ${MONTH_KEPT_DAYS}::int else ${KEPT_DAYS}::int end * interval '1 day'`;
}

/** Deletes what transports did longer ago than operators look back. */
export async function sweepHours(ctx: Ctx): Promise<number> {
  const hour = { lt: new Date(ctx.now().getTime() - HOURS_KEPT_DAYS * 24 * 3600_000) };
  return (await ctx.db.transportHour.deleteMany({ where: { hour } })).count;
}

export const sweepCountersJob = defineJob(
  "sending.sweep-counters",
  z.object({ workspaceId: z.string() }),
  async (ctx) => {
    await sweepCounters(ctx);
    await sweepHours(ctx);
  },
  { cron: "41 3 * * *", retryLimit: 0, expireInSeconds: 300 },
);

export const pacingJobs = [lookUpDomainsJob, sweepCountersJob];
