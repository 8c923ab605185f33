import { PgBoss } from "pg-boss";
import { env } from "@/lib/env";
import { createLog } from "@/lib/log";

const holder = globalThis as unknown as { homingBoss?: Promise<PgBoss>; homingQueues?: Set<string> };
const log = createLog({ part: "queue" });

async function startBoss(runsJobs: boolean): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: env.DATABASE_URL,
    schema: "queue",
    max: runsJobs ? 6 : 2,
    application_name: "homing-queue",
    supervise: runsJobs,
    schedule: runsJobs,
    useListenNotify: runsJobs,
  });
  boss.on("error", (error) => log.error("queue trouble", { error }));
  await boss.start();
  return boss;
}

/** The process's queue (pg-boss on the same PostgreSQL). Only workers supervise and listen. */
export function getBoss(options: { runsJobs?: boolean } = {}): Promise<PgBoss> {
  holder.homingBoss ??= startBoss(options.runsJobs ?? false).catch((error: unknown) => {
    holder.homingBoss = undefined;
    throw error;
  });
  return holder.homingBoss;
}

/** Makes the queue of a job when it is first named; asking twice is fine. */
export async function ensureQueue(
  boss: PgBoss,
  name: string,
  options: { retryLimit: number; expireInSeconds: number },
) {
  holder.homingQueues ??= new Set();
  if (holder.homingQueues.has(name)) return;
  await boss.createQueue(name, { ...options, retryBackoff: true, retryDelay: 2, notify: true, policy: "standard" });
  holder.homingQueues.add(name);
}

/** Stops taking jobs and waits for running ones, `timeoutMs` at most. */
export async function stopBoss(timeoutMs = 20_000): Promise<void> {
  const boss = await holder.homingBoss?.catch(() => undefined);
  holder.homingBoss = undefined;
  holder.homingQueues = undefined;
  await boss?.stop({ graceful: true, timeout: timeoutMs });
}
