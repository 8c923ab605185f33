import { createHash } from "node:crypto";
import { type Db, prisma } from "@/lib/base/db/client";
import { createLog } from "@/lib/base/log";
import { failureReason, kindOfFailure } from "./failure-reason";

/** A piece of work that is tried until it succeeds. Those alike in name and subject are tries of the same one. */
export interface Attempt {
  /** As jobs are named: domain.verb-noun. */
  job: string;
  /** What tells it from others of that name; as JSON. */
  subject: unknown;
  /** Empty for work of the installation. */
  workspaceId: string;
  campaignId?: string | null;
}

/** Work that has failed the same way so often that another try will hardly cure it. */
export interface RepeatedFailure {
  job: string;
  reason: string;
  /** Times in a row. */
  count: number;
  since: Date;
}

/** From this many failures alike in a row on it is shown. */
export const REPEATED_FROM = 3;
/** What was not tried again for longer than a day, as the longest period of a job is, is over. */
export const FORGOTTEN_AFTER_MS = 26 * 3_600_000;
const MOST_SHOWN = 50;

const log = createLog({ part: "jobs" });
const keyOf = ({ job, subject }: Attempt) =>
  `${job} ${createHash("sha256").update(JSON.stringify(subject)).digest("base64url").slice(0, 22)}`;

/** Runs the work and notes how it ended. Throws what it throws. */
export async function notingFailure<T>(attempt: Attempt, work: () => Promise<T>): Promise<T> {
  try {
    const result = await work();
    await quietly(() => noteSuccess(attempt));
    return result;
  } catch (error) {
    await quietly(() => noteFailure(attempt, error));
    throw error;
  }
}

/**
 * For work that is done in one workspace after the other: what of it failed the last time is read once, so that nothing is written
 * where nothing fails.
 */
export async function knownFailures(job: string) {
  const rows = await prisma.repeatedFailure
    .findMany({ where: { job }, select: { key: true } })
    .catch((error: unknown) => {
      log.warn("could not read which jobs failed before", { job, error });
      return [];
    });
  const failed = new Set(rows.map(({ key }) => key));
  return {
    async noting<T>(workspaceId: string, work: () => Promise<T>): Promise<T> {
      const attempt = { job, subject: { each: workspaceId }, workspaceId };
      if (failed.has(keyOf(attempt))) return notingFailure(attempt, work);
      try {
        return await work();
      } catch (error) {
        await quietly(() => noteFailure(attempt, error));
        throw error;
      }
    },
  };
}

/** Counts a failure; one of another kind than the last begins anew. */
export async function noteFailure(attempt: Attempt, error: unknown, now = new Date()): Promise<void> {
  const reason = failureReason(error);
  const { job, workspaceId, campaignId } = attempt;
  await prisma.$executeRaw`
    insert into repeated_failure as f (key, job, workspace_id, campaign_id, reason, alike, count, since, last_at)
    values (${keyOf(attempt)}, ${job}, ${workspaceId || null}::uuid, ${campaignId ?? null}::uuid, ${reason},
            ${kindOfFailure(reason)}, 1, ${now}, ${now})
    on conflict (key) do update
       set reason = excluded.reason, alike = excluded.alike, last_at = excluded.last_at,
           count = case when f.alike = excluded.alike then f.count + 1 else 1 end,
           since = case when f.alike = excluded.alike then f.since else excluded.since end,
           notified_at = case when f.alike = excluded.alike then f.notified_at end`;
}

/** It has succeeded: nothing of it is left to show. */
export async function noteSuccess(attempt: Attempt): Promise<void> {
  await prisma.$executeRaw`delete from repeated_failure where key = ${keyOf(attempt)}`;
}

/** A note must not decide what becomes of the work. */
async function quietly(note: () => Promise<void>): Promise<void> {
  await note().catch((error: unknown) => log.warn("could not note how a job ended", { error }));
}

/** What fails again and again now, the longest first; of one campaign when it is named. */
export async function findRepeatedFailures(
  db: Db,
  { campaign, now = new Date() }: { campaign?: { workspaceId: string; campaignId: string }; now?: Date } = {},
): Promise<RepeatedFailure[]> {
  return db.repeatedFailure.findMany({
    where: {
      count: { gte: REPEATED_FROM },
      lastAt: { gt: forgottenBefore(now) },
      ...campaign,
    },
    select: { job: true, reason: true, count: true, since: true },
    orderBy: [{ since: "asc" }, { key: "asc" }],
    take: MOST_SHOWN,
  });
}

/** A failure as it is kept, with what a note of it is found by. */
export interface KeyedFailure extends RepeatedFailure {
  key: string;
  workspaceId: string | null;
  lastAt: Date;
}

/** The same with their keys, in all workspaces. */
export async function findKeyedFailures(db: Db, now = new Date()): Promise<KeyedFailure[]> {
  return db.repeatedFailure.findMany({
    where: { count: { gte: REPEATED_FROM }, lastAt: { gt: forgottenBefore(now) } },
    select: { key: true, job: true, workspaceId: true, reason: true, count: true, since: true, lastAt: true },
    orderBy: [{ since: "asc" }, { key: "asc" }],
    take: MOST_SHOWN,
  });
}

/** Forgets one; when the work fails again it is counted from the beginning. Answers the name of its job; null when it is gone already. */
export async function forgetFailure(db: Db, key: string): Promise<string | null> {
  const failure = await db.repeatedFailure.findUnique({ where: { key }, select: { job: true } });
  const { count } = await db.repeatedFailure.deleteMany({ where: { key } });
  return failure && count > 0 ? failure.job : null;
}

/** Forgets what is over. Answers how many. */
export async function sweepRepeatedFailures(db: Db, now: Date): Promise<number> {
  const { count } = await db.repeatedFailure.deleteMany({ where: { lastAt: { lt: forgottenBefore(now) } } });
  return count;
}

/**
 * Marks failures that nobody was told of as told, and answers them; of several callers at once each gets others. `silent` names jobs
 * that are left out.
 */
export async function takeUnreported(
  db: Db,
  { now, silent }: { now: Date; silent: readonly string[] },
): Promise<RepeatedFailure[]> {
  return db.$queryRaw<RepeatedFailure[]>`
    update repeated_failure set notified_at = ${now}
     where notified_at is null and count >= ${REPEATED_FROM} and last_at > ${forgottenBefore(now)} and job <> all(${silent})
    returning job, reason, count, since`;
}

const forgottenBefore = (now: Date) => new Date(now.getTime() - FORGOTTEN_AFTER_MS);
