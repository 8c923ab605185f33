import { prisma } from "@/lib/base/db/client";
import { pendingMigrations } from "@/lib/base/db/migrate";
import { env } from "@/lib/base/env";

export interface Check {
  ok: boolean;
  /** What is wrong, in words. */
  problem?: string;
}
export interface Readiness {
  ready: boolean;
  checks: Record<"database" | "migrations" | "queue" | "worker", Check>;
}

const staleAfterMs = 20_000;
const timeoutMs = 3000;

async function check(problem: string, test: () => Promise<boolean>): Promise<Check> {
  const late = new Promise<boolean>((resolve) => setTimeout(resolve, timeoutMs, false).unref());
  const ok = await Promise.race([test(), late]).catch(() => false);
  return ok ? { ok } : { ok, problem };
}

async function queueAnswers(): Promise<boolean> {
  const rows = await prisma.$queryRaw<{ found: string | null }[]>`select to_regclass('queue.job')::text as found`;
  return rows[0]?.found != null;
}

async function workerBeats(): Promise<boolean> {
  const newest = await prisma.workerHeartbeat.findFirst({ orderBy: { seenAt: "desc" } });
  return newest !== null && Date.now() - newest.seenAt.getTime() < staleAfterMs;
}

/** Whether this installation can do its work; each part says what is wrong with it. */
export async function readiness(): Promise<Readiness> {
  const [database, migrations, queue, worker] = await Promise.all([
    check("The database does not answer.", async () => (await prisma.$queryRaw`select 1`) !== null),
    check(
      "Migrations are missing: run npm run db:migrate.",
      async () => (await pendingMigrations(env.DATABASE_URL, "prisma/migrations")).length === 0,
    ),
    check("The queue is not installed or does not answer.", queueAnswers),
    check(`No worker has given a sign of life for ${staleAfterMs / 1000} seconds.`, workerBeats),
  ]);
  const checks = { database, migrations, queue, worker };
  return { ready: Object.values(checks).every((one) => one.ok), checks };
}
