import { createLog } from "@/lib/base/log";
import { beforeMinute, isDue } from "@/lib/base/time/cron";
import type { AnyJob } from "./define-job";
import type { Drained } from "./drain";

const log = createLog({ part: "drain" });
/** What was missed for longer is not made up for: the next time comes. */
const LONGEST_GAP_MS = 26 * 3_600_000;

/** The clock of a host without a worker. */
export interface Clock {
  /** When it was looked at last; null when it never was. */
  since: Date | null;
  now: Date;
  endBy: Date;
}

/**
 * Runs the jobs with a cron expression whose minute has come since the clock was looked at. They only look for what is due, so one
 * that runs twice does no harm.
 */
export async function runDue(jobs: readonly AnyJob[], { since, now, endBy }: Clock): Promise<Drained> {
  const from = new Date(Math.max((since ?? beforeMinute(now)).getTime(), now.getTime() - LONGEST_GAP_MS));
  const result = { done: 0, failed: 0 };
  for (const job of jobs) {
    if (!job.options.cron || !isDue(job.options.cron, from, now)) continue;
    try {
      await job.runStored({ workspaceId: "" }, { endBy });
      result.done += 1;
    } catch (error) {
      log.error("job failed", { job: job.name, error });
      result.failed += 1;
    }
  }
  return result;
}
