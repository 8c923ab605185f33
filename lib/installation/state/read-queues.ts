import { requireOperator } from "@/lib/base/auth/operator";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { pgPool } from "@/lib/base/db/pool";
import { readQueues } from "@/lib/base/jobs/queue-state";
import { findKeyedFailures, type KeyedFailure } from "@/lib/base/jobs/repeated-failures";
import { nextDue } from "@/lib/base/time/cron";
import { boundedLook } from "./bounded-look";

/** One queue of jobs; times are ISO 8601. */
export interface QueueItem {
  name: string;
  waiting: number;
  running: number;
  failed: number;
  /** How long the oldest job that could run has waited. */
  oldestDueSeconds: number | null;
  /** Cron expression (UTC) of work that runs by itself, with its last and next time. */
  schedule: { cron: string; lastAt: string | null; nextAt: string | null } | null;
}

/** A job that was given up. */
export interface FailedJobItem {
  id: string;
  queue: string;
  failedAt: string;
  tries: number;
  /** Null: none was kept. */
  reason: string | null;
}

export interface QueuesState {
  queues: QueueItem[];
  /** Work that fails the same way again and again. */
  failures: (Omit<KeyedFailure, "since" | "lastAt"> & { since: string; lastAt: string })[];
  /** The latest of them. */
  failedJobs: FailedJobItem[];
}

const MOST_FAILED = 50;

/** The queues with their jobs and schedules; null when it is not known. For the operator. */
export async function readQueuesState(ctx: Ctx): Promise<QueuesState | null> {
  await requireOperator(ctx);
  return boundedLook("queues", async () => {
    const [queues, failures, failedJobs] = await Promise.all([
      queueItems(),
      findKeyedFailures(prisma),
      findFailedJobs(),
    ]);
    const asText = failures.map(({ since, lastAt, ...rest }) => {
      return { ...rest, since: since.toISOString(), lastAt: lastAt.toISOString() };
    });
    return { queues, failures: asText, failedJobs };
  });
}

async function queueItems(): Promise<QueueItem[]> {
  const [counts, schedules, queues] = await Promise.all([
    readQueues(pgPool()),
    prisma.$queryRaw<{ name: string; cron: string; lastAt: Date | null }[]>`
      select s.name, s.cron, j.completed_on as "lastAt" from queue.schedule s
        left join queue.job j on j.name = s.name and j.id = s.last_job_id where s.kind = 'cron'`,
    prisma.$queryRaw<{ name: string }[]>`select name from queue.queue where name not like '\\_\\_pgboss\\_\\_%'`,
  ]);
  const byName = new Map<string, QueueItem>();
  const item = (name: string) => {
    const known = byName.get(name);
    if (known) return known;
    const made: QueueItem = { name, waiting: 0, running: 0, failed: 0, oldestDueSeconds: null, schedule: null };
    byName.set(name, made);
    return made;
  };
  for (const { name } of queues) item(name);
  for (const { queue, state, count, oldestDueSeconds } of counts) {
    const found = item(queue);
    found[state] += count;
    found.oldestDueSeconds = Math.max(found.oldestDueSeconds ?? 0, oldestDueSeconds ?? 0) || null;
  }
  const now = new Date();
  for (const { name, cron, lastAt } of schedules) {
    const nextAt = nextDue(cron, now)?.toISOString() ?? null;
    item(name).schedule = { cron, lastAt: lastAt?.toISOString() ?? null, nextAt };
  }
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function findFailedJobs(): Promise<FailedJobItem[]> {
  const rows = await prisma.$queryRaw<
    { id: string; queue: string; failedAt: Date; tries: number; reason: string | null }[]
  >`
    select id::text, name as queue, completed_on as "failedAt", retry_count + 1 as tries,
           left(coalesce(output->>'message', output->'value'->>'message', output::text), 500) as reason
      from queue.job where state = 'failed' and name not like '\\_\\_pgboss\\_\\_%'
     order by completed_on desc limit ${MOST_FAILED}`;
  return rows.map(({ failedAt, ...row }) => ({ ...row, failedAt: failedAt.toISOString() }));
}
