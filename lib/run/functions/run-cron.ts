import { noteCronBegins, noteCronEnds } from "@/lib/base/jobs/cron-life";
import { type Drained, superviseQueue } from "@/lib/base/jobs/drain";
import { failureReason } from "@/lib/base/jobs/failure-reason";
import { runDue } from "@/lib/base/jobs/run-due";
import { allJobs } from "@/lib/run/worker/all-jobs";
import { drain } from "./drain";

/** One run of the cron: runs what is due by the clock, looks after the queue, and works until `endBy`. Notes how it ended. */
export async function runCron(endBy: Date, now = new Date()): Promise<Drained> {
  const since = await noteCronBegins(now, process.env.npm_package_version ?? "0");
  try {
    // First of all, as what is due now is due in no later run: whatever fails behind it fails for a minute only.
    const due = await runDue(allJobs, { since, now, endBy });
    await superviseQueue();
    const { done, failed } = await drain(endBy);
    await noteCronEnds(null);
    return { done: due.done + done, failed: due.failed + failed };
  } catch (error) {
    // What failed first is to be known, also where the note of it fails as well.
    await noteCronEnds(failureReason(error)).catch(() => undefined);
    throw error;
  }
}
