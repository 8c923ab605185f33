import { createLog } from "@/lib/base/log";
import { ensureQueue, getBoss, learnQueues, REFRESH_SECONDS } from "./boss";
import type { AnyJob } from "./define-job";

const log = createLog({ part: "drain" });

/** Runs of jobs. */
export interface Drained {
  done: number;
  failed: number;
}

/** What a worker does by the clock: jobs of a run that was cut short go back to the queue. */
export async function superviseQueue(): Promise<void> {
  await (await getBoss()).supervise();
}

/**
 * Works on the queue until nothing is due or `endBy` has come, one job after the other: the worker of hosts that have no long-lived
 * process. Returns how many jobs it ran. A job that throws goes back to the queue by its retry plan.
 */
export async function drainQueue(jobs: readonly AnyJob[], endBy: Date): Promise<Drained> {
  const boss = await getBoss();
  const result = { done: 0, failed: 0 };
  await learnQueues(boss);
  for (const job of jobs) await ensureQueue(boss, job.name, job.options);
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
