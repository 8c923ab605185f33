import { ensureQueue, getBoss } from "./boss";
import type { AnyJob } from "./define-job";

/**
 * Works on the queue for `budgetMs` at most, one job after the other, then stops: the worker of hosts that have no
 * long-lived process. Returns how many jobs it ran. A job that throws goes back to the queue by its retry plan.
 */
export async function drainQueue(jobs: readonly AnyJob[], budgetMs: number): Promise<{ done: number; failed: number }> {
  const boss = await getBoss();
  const deadline = Date.now() + budgetMs;
  const result = { done: 0, failed: 0 };
  let found = true;
  while (found && Date.now() < deadline) {
    found = false;
    for (const job of jobs) {
      if (Date.now() >= deadline) break;
      await ensureQueue(boss, job.name, job.options);
      const [stored] = await boss.fetch<unknown>(job.name);
      if (!stored) continue;
      found = true;
      try {
        await job.runStored(stored.data);
        await boss.complete(job.name, stored.id);
        result.done += 1;
      } catch (error) {
        await boss.fail(job.name, stored.id, { message: (error as Error).message });
        result.failed += 1;
      }
    }
  }
  return result;
}
