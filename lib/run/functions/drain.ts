import { type Drained, drainQueue } from "@/lib/base/jobs/drain";
import { allJobs } from "@/lib/run/worker/all-jobs";
import { Dispatcher } from "@/lib/sending/engine/dispatch";

/** Part of the time that is left which jobs may take before batches are sent. */
const JOBS_SHARE = 0.5;

/**
 * Does what a worker does until nothing is due or `endBy` has come: jobs and batches of campaigns by turns, because each makes work for
 * the other. Two at once are safe: jobs are fetched once, and batches are leased.
 */
export async function drain(endBy: Date): Promise<Drained> {
  const sum: Drained = { done: 0, failed: 0 };
  for (;;) {
    const left = endBy.getTime() - Date.now();
    if (left <= 0) return sum;
    const { done, failed } = await drainQueue(allJobs, new Date(Date.now() + left * JOBS_SHARE));
    const batches = await new Dispatcher().drain(endBy);
    sum.done += done;
    sum.failed += failed;
    if (done + batches === 0) return sum;
  }
}
