import { prisma } from "@/lib/base/db/client";
import { createLog } from "@/lib/base/log";
import { beforeMinute, isDue } from "@/lib/base/time/cron";
import type { AnyJob } from "./define-job";
import type { Drained } from "./drain";

const log = createLog({ part: "drain" });
/** What was missed for longer is not made up for: the next time comes. */
const LONGEST_GAP_MS = 26 * 3_600_000;

/** The clock of a host without a worker. */
export interface Clock {
  /** From when a job counts that was never run here; null: from the minute of `now`. */
  since: Date | null;
  now: Date;
  endBy: Date;
}

/** When each of the jobs was run last, those that were begun longest ago first. A new one gets its row: what comes before it may be cut off. */
async function lastRuns(jobs: readonly AnyJob[], { since, now }: Clock): Promise<{ job: AnyJob; ranAt: Date }[]> {
  const start = since ?? beforeMinute(now);
  const data = jobs.map(({ name }) => ({ job: name, begunAt: start, ranAt: start }));
  await prisma.cronRun.createMany({ data, skipDuplicates: true });
  const rows = await prisma.cronRun.findMany({ where: { job: { in: jobs.map(({ name }) => name) } } });
  const byName = new Map(rows.map((row) => [row.job, row]));
  return jobs
    .map((job) => ({ ...byName.get(job.name)!, job }))
    .sort((a, b) => a.begunAt.getTime() - b.begunAt.getTime());
}

/**
 * Runs the jobs with a cron expression of which a minute has come since they were run last, until `endBy`. Whatever cuts a run off, the
 * next one goes on with those that had no turn, and then repeats the one that had not come to its end: they only look for what is due, so
 * one that runs twice does no harm.
 */
export async function runDue(jobs: readonly AnyJob[], clock: Clock): Promise<Drained> {
  const { now, endBy } = clock;
  const result = { done: 0, failed: 0 };
  const byClock = jobs.filter(({ options }) => options.cron);
  for (const { job, ranAt } of await lastRuns(byClock, clock)) {
    if (Date.now() >= endBy.getTime()) break;
    const from = new Date(Math.max(ranAt.getTime(), now.getTime() - LONGEST_GAP_MS));
    if (!isDue(job.options.cron ?? "", from, now)) continue;
    const where = { job: job.name };
    await prisma.cronRun.update({ where, data: { begunAt: now } });
    try {
      await job.runStored({ workspaceId: "" }, { endBy });
      result.done += 1;
    } catch (error) {
      log.error("job failed", { job: job.name, error });
      result.failed += 1;
    }
    // Two runs at once may end in any order.
    await prisma.cronRun.updateMany({ where: { ...where, ranAt: { lt: now } }, data: { ranAt: now } });
  }
  return result;
}
