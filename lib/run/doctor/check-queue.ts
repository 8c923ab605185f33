import { staleAfterMs } from "@/lib/base/health/readiness";
import { CRON_LIFE, CRON_STALE_MS, cronProblem } from "@/lib/base/jobs/cron-life";
import { findRepeatedFailures } from "@/lib/base/jobs/repeated-failures";
import type { DoctorCtx } from "./doctor-ctx";
import { type DoctorFinding, fine, notChecked, problem, warning } from "./finding";

type Ctx = Pick<DoctorCtx, "db" | "isRunning">;

/** Jobs are taken within seconds. */
const lateSeconds = 300;
const veryLateSeconds = 3600;

async function dueFinding({ db, isRunning }: Ctx): Promise<DoctorFinding> {
  const check = "queue.due";
  const [oldest] = await db.$queryRaw<{ name: string; seconds: number }[]>`
    select name, extract(epoch from clock_timestamp() - start_after)::int as seconds from queue.job
     where state in ('created', 'retry') and start_after < clock_timestamp() order by start_after limit 1`;
  if (!oldest || oldest.seconds < lateSeconds) return fine(check, "No job waits for long.");
  const found = `${oldest.name} has been due for ${Math.round(oldest.seconds / 60)} minutes.`;
  if (isRunning === false) return fine(check, `${found} The product is not running.`);
  const advice = "Look whether a worker lives, and at its log; start more with --workers.";
  return (oldest.seconds < veryLateSeconds ? warning : problem)(check, found, advice);
}

async function failedFinding({ db }: Ctx): Promise<DoctorFinding> {
  const check = "queue.failed";
  const failed = await db.$queryRaw<{ name: string; count: number }[]>`
    select name, count(*)::int as count from queue.job
     where state = 'failed' and completed_on > clock_timestamp() - interval '1 day' group by 1 order by 2 desc, 1 limit 10`;
  if (failed.length === 0) return fine(check, "No job failed within the last day.");
  const found = `Within the last day: ${failed.map(({ name, count }) => `${name} ${count}`).join(", ")}.`;
  return warning(check, found, "The worker's log says why, at the job's name.");
}

async function repeatedFinding({ db }: Ctx): Promise<DoctorFinding> {
  const check = "queue.repeated";
  const failures = await findRepeatedFailures(db);
  if (failures.length === 0) return fine(check, "No job fails again and again.");
  const lines = failures.map(
    ({ job, count, since, reason }) => `${job}: ${count} times since ${since.toISOString()}: ${reason}`,
  );
  return problem(check, lines.join("\n"), "Mend the reason: it is tried again by itself.");
}

async function workersFinding({ db, isRunning }: Ctx): Promise<DoctorFinding> {
  const check = "queue.workers";
  const [row] = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from worker_heartbeat
     where id <> ${CRON_LIFE} and seen_at > clock_timestamp() - make_interval(secs => ${staleAfterMs / 1000}::float8)`;
  const count = row?.count ?? 0;
  if (count > 0) return fine(check, `${count} gave a sign of life within ${staleAfterMs / 1000} seconds.`);
  if ((await cronProblem(db)) === null)
    return fine(check, `None, and /api/cron does their work: a run ended within ${CRON_STALE_MS / 60_000} minutes.`);
  if (isRunning === false) return notChecked(check, "The product is not running.");
  const advice =
    "Start one: npm start, or .build/worker.js. On Vercel there is none: look at its cron jobs and CRON_SECRET.";
  return problem(check, `None gave a sign of life within ${staleAfterMs / 1000} seconds.`, advice);
}

/** Whether work is done: the oldest job that is due, those that failed, and who works. */
export async function checkQueue(ctx: Ctx): Promise<DoctorFinding[]> {
  const [queue] = await ctx.db.$queryRaw<{ found: string | null }[]>`select to_regclass('queue.job')::text as found`;
  if (!queue?.found) {
    const found = "It is not there yet: the first start of a worker makes it.";
    return [ctx.isRunning ? problem("queue", found, "Look at the worker's log.") : notChecked("queue", found)];
  }
  return Promise.all([dueFinding(ctx), failedFinding(ctx), repeatedFinding(ctx), workersFinding(ctx)]);
}
