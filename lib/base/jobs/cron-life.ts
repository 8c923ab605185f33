import { type Db, prisma } from "@/lib/base/db/client";

/** The row of `worker_heartbeat` that speaks for the cron: `startedAt` is when its last run began, `seenAt` when one ended. */
export const CRON_LIFE = "cron";
/** Without an end of a run for so long the cron is not called, or never comes to its end. */
export const CRON_STALE_MS = 3 * 60_000;

/** Notes that a run begins. Answers when the one before began, null for the first. */
export async function noteCronBegins(now: Date, version: string): Promise<Date | null> {
  const before = await prisma.workerHeartbeat.findUnique({ where: { id: CRON_LIFE } });
  await prisma.workerHeartbeat.upsert({
    where: { id: CRON_LIFE },
    create: { id: CRON_LIFE, startedAt: now, seenAt: new Date(0), version },
    update: { startedAt: now, version },
  });
  return before?.startedAt ?? null;
}

/** Notes how a run ended: `problem` says why it failed. */
export async function noteCronEnds(problem: string | null): Promise<void> {
  await prisma.workerHeartbeat.updateMany({ where: { id: CRON_LIFE }, data: { seenAt: new Date(), problem } });
}

/** Why the work of a host without workers is not done, in words; null when it is. */
export async function cronProblem(db: Db): Promise<string | null> {
  const life = await db.workerHeartbeat.findUnique({ where: { id: CRON_LIFE } });
  const minutes = CRON_STALE_MS / 60_000;
  const advice = "Look at the cron jobs of the project, at CRON_SECRET, and at the log of /api/cron.";
  if (!life || Date.now() - life.seenAt.getTime() >= CRON_STALE_MS)
    return `No run of /api/cron has come to its end for ${minutes} minutes, and no worker runs. ${advice}`;
  return life.problem && `The last run of /api/cron failed: ${life.problem}`;
}
