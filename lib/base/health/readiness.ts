import { prisma } from "@/lib/base/db/client";
import { pendingMigrations } from "@/lib/base/db/migrate";
import { type ServerVersion, serverVersionSql, versionProblem } from "@/lib/base/db/server-version";
import { env } from "@/lib/base/env";
import { findRepeatedFailures, type RepeatedFailure } from "@/lib/base/jobs/repeated-failures";
import { eventMonthsProblem } from "./event-months";

export interface Check {
  ok: boolean;
  /** What is wrong, in words. */
  problem?: string;
}
export interface Readiness {
  ready: boolean;
  checks: Record<(typeof needed)[number] | "jobs" | "events", Check>;
}

/** Without one of these nothing works. The others are reported, and take no web process out of service: one job may be one tenant's. */
const needed = ["database", "migrations", "queue", "worker"] as const;

const staleAfterMs = 20_000;
const timeoutMs = 3000;
const failuresNamed = 3;

/** `find` answers what is wrong, or null; when it fails or takes too long, `otherwise` is. */
async function check(otherwise: string, find: () => Promise<string | null>): Promise<Check> {
  const late = new Promise<string>((resolve) => setTimeout(resolve, timeoutMs, otherwise).unref());
  const problem = await Promise.race([find(), late]).catch(() => otherwise);
  return problem === null ? { ok: true } : { ok: false, problem };
}

async function databaseProblem(): Promise<string | null> {
  const [version] = await prisma.$queryRawUnsafe<ServerVersion[]>(serverVersionSql);
  return version ? versionProblem(version) : "The database does not say its version.";
}

async function queueAnswers(): Promise<boolean> {
  const rows = await prisma.$queryRaw<{ found: string | null }[]>`select to_regclass('queue.job')::text as found`;
  return rows[0]?.found != null;
}

async function workerBeats(): Promise<boolean> {
  const newest = await prisma.workerHeartbeat.findFirst({ orderBy: { seenAt: "desc" } });
  return newest !== null && Date.now() - newest.seenAt.getTime() < staleAfterMs;
}

/** One sentence for each, the first few of them. */
function failuresText(failures: readonly RepeatedFailure[]): string | null {
  if (failures.length === 0) return null;
  const named = failures
    .slice(0, failuresNamed)
    .map(({ job, count, since, reason }) => `${job} failed ${count} times since ${since.toISOString()}: ${reason}`);
  const more = failures.length - named.length;
  return [...named, ...(more > 0 ? [`And ${more} more`] : [])].join(". ");
}

/** Whether this installation can do its work; each part says what is wrong with it. */
export async function readiness(now = new Date()): Promise<Readiness> {
  const parts = {
    database: check("The database does not answer.", databaseProblem),
    migrations: holds(
      "Migrations are missing: run npm run db:migrate.",
      async () => (await pendingMigrations(env.DATABASE_URL, "prisma/migrations")).length === 0,
    ),
    queue: holds("The queue is not installed or does not answer.", queueAnswers),
    worker: holds(`No worker has given a sign of life for ${staleAfterMs / 1000} seconds.`, workerBeats),
    events: check("It is not known whether events have a partition.", () => eventMonthsProblem(now)),
    jobs: check("It is not known whether jobs fail.", async () => failuresText(await findRepeatedFailures(prisma))),
  };
  const entries = await Promise.all(Object.entries(parts).map(async ([name, part]) => [name, await part] as const));
  const checks = Object.fromEntries(entries) as Readiness["checks"];
  return { ready: needed.every((name) => checks[name].ok), checks };
}

const holds = (problem: string, test: () => Promise<boolean>) =>
  check(problem, async () => ((await test()) ? null : problem));
