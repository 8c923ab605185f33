import { createLog } from "@/lib/base/log";
import { ensureQueue, getBoss, REFRESH_SECONDS } from "./boss";
import { isDue } from "./cron";
import type { AnyJob } from "./define-job";

const log = createLog({ part: "drain" });

interface Drained {
  done: number;
  failed: number;
}

/**
 * Works on the queue for `budgetMs` at most, one job after the other, then stops: the worker of hosts that have no
 * long-lived process. What a worker does by the clock happens here too: jobs of a run that was cut short go back to the
 * queue, and jobs with a cron expression run when their minute has come. Returns how many jobs it ran. A job that throws
 * goes back to the queue by its retry plan.
 */
export async function drainQueue(jobs: readonly AnyJob[], budgetMs: number, now = new Date()): Promise<Drained> {
  const boss = await getBoss();
  const endBy = new Date(Date.now() + budgetMs);
  const result = { done: 0, failed: 0 };
  for (const job of jobs) await ensureQueue(boss, job.name, job.options);
  await boss.supervise();
  await runScheduled(jobs, now, endBy, result);
  let found = true;
  while (found && Date.now() < endBy.getTime()) {
    found = false;
    for (const job of jobs) {
      if (Date.now() >= endBy.getTime()) break;
      const [stored] = await boss.fetch<unknown>(job.name, { includeMetadata: true });
      if (!stored) continue;
      found = true;
      const alive = setInterval(() => void boss.touch(job.name, stored.id).catch(() => {}), REFRESH_SECONDS * 1000);
      try {
        await job.runStored(stored.data, { endBy, attempt: stored.retryCount + 1 });
        await boss.complete(job.name, stored.id);
        result.done += 1;
      } catch (error) {
        log.error("job failed", { job: job.name, id: stored.id, error });
        await boss.fail(job.name, stored.id, { message: (error as Error).message });
        result.failed += 1;
      } finally {
        clearInterval(alive);
      }
    }
  }
  return result;
}

/** Such jobs only look for what is due, so one that is missed or runs twice does no harm. */
async function runScheduled(jobs: readonly AnyJob[], now: Date, endBy: Date, result: Drained): Promise<void> {
  for (const job of jobs) {
    if (!job.options.cron || !isDue(job.options.cron, now)) continue;
    try {
      await job.runStored({ workspaceId: "" }, { endBy });
      result.done += 1;
    } catch (error) {
      log.error("job failed", { job: job.name, error });
      result.failed += 1;
    }
  }
}
