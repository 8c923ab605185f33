import { setTimeout as sleep } from "node:timers/promises";
import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import { remember } from "@/lib/base/cache/remember";
import { prisma } from "@/lib/base/db/client";
import { type SchemaState, schemaState } from "@/lib/base/db/migrate";
import { poolerProblem } from "@/lib/base/db/pooler";
import { type ServerVersion, serverVersionSql, versionProblem } from "@/lib/base/db/server-version";
import { env } from "@/lib/base/env";
import { CRON_LIFE, cronProblem } from "@/lib/base/jobs/cron-life";
import { findWaitingJob } from "@/lib/base/jobs/queue-delay";
import { findRepeatedFailures, type RepeatedFailure } from "@/lib/base/jobs/repeated-failures";
import { createLog } from "@/lib/base/log";
import { onFunctions } from "@/lib/base/process/function-host";
import { releaseFile } from "@/lib/base/process/release-file";
import { onceHere } from "@/lib/base/routes/once-here";
import { requireKnownSecret, UnknownSecret } from "@/lib/base/security/secret-check";
import { diskProblem } from "./disk-space";
import { eventMonthsProblem } from "./event-months";
import { roleProblem } from "./role-problem";

const log = createLog({ part: "health" });

export interface Check {
  ok: boolean;
  /** What is wrong, in words. */
  problem?: string;
}
export interface Readiness {
  ready: boolean;
  checks: Record<(typeof needed)[number] | "jobs" | "events" | "release" | "pictures", Check>;
}

/** Without one of these mail does not leave as it should. The others are reported only: one job may be one tenant's. */
const needed = ["database", "secret", "migrations", "queue", "worker", "waiting", "campaigns", "disk"] as const;

/** A worker that gave no sign of life for this long is taken for gone. */
export const staleAfterMs = 20_000;
const timeoutMs = 3000;
/** One error in this time is in the log: while the database is gone, every look brings several. */
const errorsNotedMs = 60_000;
const failuresNamed = 3;
/** A question that has found no answer in this time is asked anew: its connection may be dead without anybody having noticed. */
const askedAnewMs = 60_000;
const poolerFreshMs = 10 * 60_000;
const poolerWaitMs = 1000;
const poolers = new BoundedCache<Promise<string | null>>({ max: 1 });
const asked = new BoundedCache<Promise<string | null>>({ max: 100 });
const jobsUnknown = "It is not known whether jobs fail.";
/** No advice: what does not answer may be well. */
const unknown = `Not known: the question failed, or took longer than ${timeoutMs / 1000} seconds.`;

/** Whether a check says only that it could not look. */
export const isUnknown = (problem: string) => problem === unknown || problem === jobsUnknown;

interface Part {
  /** What is said when `find` fails or takes too long. */
  otherwise: string;
  /** Answers what is wrong, or null. */
  find: () => Promise<string | null>;
}

/**
 * One question of a part at a time, however often somebody looks: while the database hangs, those of every look would wait behind each
 * other, take its last connections and all be answered at once when it is back.
 */
async function check(name: string, { otherwise, find }: Part): Promise<Check> {
  const late = new Promise<string>((resolve) => setTimeout(resolve, timeoutMs, otherwise).unref());
  const minute = Math.floor(performance.now() / askedAnewMs);
  const found = remember(asked, `${name} ${minute}`, find, 0);
  const problem = await Promise.race([found, late]).catch((error: unknown) => {
    if (onceHere("readiness", errorsNotedMs)) {
      log.warn("what makes the installation ready could not be looked at", { error });
    }
    return otherwise;
  });
  return problem === null ? { ok: true } : { ok: false, problem };
}

async function databaseProblem(): Promise<string | null> {
  const [version] = await prisma.$queryRawUnsafe<ServerVersion[]>(serverVersionSql);
  if (!version) return "The database does not say its version.";
  return versionProblem(version) ?? (onFunctions() ? await roleProblem() : await knownPoolerProblem());
}

/** Of a pooler whose connections are all in use there is no answer at once: it leaves each client its own. */
function knownPoolerProblem(): Promise<string | null> {
  const found = remember(poolers, "", () => poolerProblem(env.DATABASE_URL), poolerFreshMs);
  return Promise.race([found, sleep(poolerWaitMs, null, { ref: false })]);
}

const ownSchemaState = () => schemaState(env.DATABASE_URL, releaseFile("prisma/migrations"));

function migrationsProblem({ pending, newer }: SchemaState): string | null {
  if (pending.length > 0) return "Migrations are missing: run npm run db:migrate.";
  return newer?.isTooOld ? newer.text : null;
}

async function queueAnswers(): Promise<boolean> {
  const rows = await prisma.$queryRaw<{ found: string | null }[]>`select to_regclass('queue.job')::text as found`;
  return rows[0]?.found != null;
}

/** Where no worker lives the cron does its work; elsewhere there is none to ask for. */
async function workerProblem(): Promise<string | null> {
  const newest = await prisma.workerHeartbeat.findFirst({
    where: { id: { not: CRON_LIFE } },
    orderBy: { seenAt: "desc" },
  });
  if (newest !== null && Date.now() - newest.seenAt.getTime() < staleAfterMs) return null;
  if (onFunctions()) return cronProblem(prisma);
  return `No worker has given a sign of life for ${staleAfterMs / 1000} seconds: start one.`;
}

/** Here, and on the machines of the workers that live. */
async function disksProblem(): Promise<string | null> {
  const here = await diskProblem();
  if (here) return here;
  const seenAt = { gt: new Date(Date.now() - staleAfterMs) };
  const worker = await prisma.workerHeartbeat.findFirst({
    where: { id: { not: CRON_LIFE }, seenAt, problem: { not: null } },
  });
  return worker && `Worker ${worker.id}: ${worker.problem}`;
}

async function waitingProblem(jobNames: readonly string[]): Promise<string | null> {
  const job = await findWaitingJob(prisma, jobNames, env.STUCK_AFTER_MINUTES * 60_000);
  if (!job) return null;
  return `The queue does not keep up: ${job.name} is due for ${Math.floor(job.waitsMs / 60_000)} minutes. Start more workers, or raise WORKER_CONCURRENCY.`;
}

async function secretProblem(): Promise<string | null> {
  return requireKnownSecret(prisma).then(
    () => null,
    (error: Error) => {
      if (error instanceof UnknownSecret) return error.message;
      throw error;
    },
  );
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

interface Asked {
  now?: Date;
  /** The jobs of this release. */
  jobNames?: readonly string[];
  /** Of a higher room: what is wrong with campaigns and single mails, or null. */
  campaigns?: () => Promise<string | null>;
  /** The same: what is wrong with the storage of pictures. */
  pictures?: () => Promise<string | null>;
}

/** Whether this installation can do its work; each part says what is wrong with it. */
export async function readiness({
  now = new Date(),
  jobNames = [],
  campaigns = nothing,
  pictures = nothing,
}: Asked = {}): Promise<Readiness> {
  const parts: Record<keyof Readiness["checks"], Part> = {
    database: { otherwise: "The database that DATABASE_URL names does not answer.", find: databaseProblem },
    secret: { otherwise: unknown, find: secretProblem },
    migrations: { otherwise: unknown, find: async () => migrationsProblem(await ownSchemaState()) },
    // Reported only: during an upgrade the release before goes on.
    release: { otherwise: unknown, find: async () => (await ownSchemaState()).newer?.text ?? null },
    queue: holds("The queue is not installed yet: start a worker.", queueAnswers),
    worker: { otherwise: unknown, find: workerProblem },
    waiting: { otherwise: unknown, find: () => waitingProblem(jobNames) },
    campaigns: { otherwise: unknown, find: campaigns },
    disk: { otherwise: unknown, find: disksProblem },
    events: { otherwise: unknown, find: () => eventMonthsProblem(now) },
    // Reported only: mail leaves all the same.
    pictures: { otherwise: unknown, find: pictures },
    jobs: {
      otherwise: jobsUnknown,
      find: async () => failuresText(await findRepeatedFailures(prisma)),
    },
  };
  const entries = await Promise.all(
    Object.entries(parts).map(async ([name, part]) => [name, await check(name, part)] as const),
  );
  const checks = Object.fromEntries(entries) as Readiness["checks"];
  return { ready: needed.every((name) => checks[name].ok), checks };
}

const holds = (problem: string, test: () => Promise<boolean>): Part => ({
  otherwise: unknown,
  find: async () => ((await test()) ? null : problem),
});
const nothing = async () => null;
