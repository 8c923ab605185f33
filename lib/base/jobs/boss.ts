import { PgBoss } from "pg-boss";
import { env } from "@/lib/base/env";
import { createLog } from "@/lib/base/log";
import { onFunctions } from "@/lib/base/process/function-host";

const holder = globalThis as unknown as { homingBoss?: Promise<PgBoss>; homingQueues?: WeakMap<PgBoss, Set<string>> };
const log = createLog({ part: "queue" });

/**
 * A running job shows a sign of life; one that shows none for this long was its worker's last and goes back to the queue.
 * Without it a job of a worker that was killed would wait for the whole time that it may take, an hour for some.
 */
const HEARTBEAT_SECONDS = 15;
/** How often signs of life are given and looked for. */
export const REFRESH_SECONDS = 5;
/** Longest wait between two tries, however many there were. */
const RETRY_DELAY_MAX_SECONDS = 300;

async function startBoss(runsJobs: boolean, connectionString = env.DATABASE_URL): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString,
    schema: "queue",
    ...(onFunctions() ? { max: 1, idleTimeoutMillis: 1000 } : { max: runsJobs ? 6 : 2 }),
    application_name: "homing-queue",
    supervise: runsJobs,
    superviseIntervalSeconds: REFRESH_SECONDS,
    monitorIntervalSeconds: REFRESH_SECONDS,
    schedule: runsJobs,
    useListenNotify: runsJobs,
  });
  boss.on("error", (error) => log.error("queue error", { error }));
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

/** The queue of another database, for whoever fills one; it is made there where it is missing. To be stopped by the caller. */
export const openBossAt = (databaseUrl: string): Promise<PgBoss> => startBoss(false, databaseUrl);

/** Learns in one question which queues are there, for processes that begin often. */
export async function learnQueues(boss: PgBoss): Promise<void> {
  holder.homingQueues ??= new WeakMap();
  if (holder.homingQueues.has(boss)) return;
  const there = await boss.getQueues();
  const current = there.filter(({ heartbeatSeconds }) => heartbeatSeconds === HEARTBEAT_SECONDS);
  holder.homingQueues.set(boss, new Set(current.map(({ name }) => name)));
}

/** Makes the queue of a job when it is first named; asking twice is fine. */
export async function ensureQueue(
  boss: PgBoss,
  name: string,
  options: { retryLimit: number; expireInSeconds: number },
) {
  holder.homingQueues ??= new WeakMap();
  const made = holder.homingQueues.get(boss) ?? new Set();
  holder.homingQueues.set(boss, made);
  if (made.has(name)) return;
  const wanted = {
    ...options,
    retryBackoff: true,
    retryDelay: 2,
    retryDelayMax: RETRY_DELAY_MAX_SECONDS,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    notify: true,
  };
  await boss.createQueue(name, { ...wanted, policy: "standard" });
  const stored = await boss.getQueue(name);
  if (stored && stored.heartbeatSeconds !== HEARTBEAT_SECONDS) await boss.updateQueue(name, wanted);
  made.add(name);
}

/** Stops taking jobs and waits for running ones, `timeoutMs` at most. */
export async function stopBoss(timeoutMs = 20_000): Promise<void> {
  const boss = await holder.homingBoss?.catch(() => undefined);
  holder.homingBoss = undefined;
  holder.homingQueues = undefined;
  await boss?.stop({ graceful: true, timeout: timeoutMs });
}
