import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { systemCtx } from "@/lib/base/context";
import { awaitDatabase } from "@/lib/base/db/await-database";
import { prisma } from "@/lib/base/db/client";
import { closePool } from "@/lib/base/db/pool";
import { requireOwnSchema } from "@/lib/base/db/require-own-schema";
import { requireServerVersionAt, versionWarning } from "@/lib/base/db/server-version";
import { env } from "@/lib/base/env";
import { diskProblem } from "@/lib/base/health/disk-space";
import { atWork } from "@/lib/base/jobs/at-work";
import { ensureQueue, getBoss, REFRESH_SECONDS, stopBoss } from "@/lib/base/jobs/boss";
import type { AnyJob } from "@/lib/base/jobs/define-job";
import { createLog } from "@/lib/base/log";
import { endInOrder } from "@/lib/base/process/end-in-order";
import { listenTarget } from "@/lib/base/process/listen-target";
import { ownVersion } from "@/lib/base/process/own-version";
import { readEnvironment } from "@/lib/base/process/read-environment";
import { requireKnownSecret } from "@/lib/base/security/secret-check";
import { callLog } from "@/lib/edges/api-calls/call-log";
import { keepSubmitting } from "@/lib/edges/submission/keep-submitting";
import { WebhookRunner } from "@/lib/edges/webhooks/runner";
import { keepListening } from "@/lib/inbound/mail/keep-listening";
import { learnLanguages } from "@/lib/language/server";
import { defineJournalMetrics } from "@/lib/run/metrics/journal-metrics";
import { serveMetrics } from "@/lib/run/metrics/serve-metrics";
import { startTracing } from "@/lib/run/tracing/start-tracing";
import { EmailLane } from "@/lib/sending/emails/email-lane";
import { EMAIL_CHANNEL } from "@/lib/sending/emails/queue";
import { Dispatcher } from "@/lib/sending/engine/dispatch";
import { closeTransports } from "@/lib/sending/transports/workspace-transport";
import { allJobs } from "./all-jobs";

const log = createLog({ part: "worker" });
/** Hosts may have one name, and their workers one process id. */
const workerId = `${hostname()}-${randomBytes(3).toString("hex")}-${process.pid}`;
const heartbeatMs = 5000;
const endWithinMs = 20_000;
/** Jobs that still run then are repeated by somebody else. */
const jobsEndWithinMs = 10_000;

async function runJobs(job: AnyJob): Promise<void> {
  const boss = await getBoss();
  await ensureQueue(boss, job.name, job.options);
  const options = {
    batchSize: 1,
    localConcurrency: Math.min(job.options.concurrency, env.WORKER_CONCURRENCY),
    pollingIntervalSeconds: 1,
    heartbeatRefreshSeconds: REFRESH_SECONDS,
    includeMetadata: true,
  } as const;
  await boss.work(job.name, options, async (jobs: { id: string; data: unknown; retryCount: number }[]) => {
    for (const { id, data, retryCount } of jobs) {
      try {
        await job.runStored(data, { attempt: retryCount + 1 });
      } catch (error) {
        log.error("job failed", { job: job.name, id, error });
        throw error;
      }
    }
  });
  if (job.options.cron) await boss.schedule(job.name, job.options.cron, { workspaceId: "" });
}

async function beat(): Promise<void> {
  const seenAt = new Date();
  const doing = atWork();
  const problem = await diskProblem().catch((error: Error) => error.message);
  await prisma.workerHeartbeat.upsert({
    where: { id: workerId },
    create: { id: workerId, startedAt: seenAt, seenAt, version: ownVersion, host: hostname(), problem, doing },
    update: { seenAt, problem, doing },
  });
  await prisma.workerHeartbeat.deleteMany({ where: { seenAt: { lt: new Date(seenAt.getTime() - 3600_000) } } });
}

interface Loops {
  dispatcher: Dispatcher;
  emails: EmailLane;
  webhooks: WebhookRunner;
}

/** What takes connections. */
type Listener = { close(): Promise<void> };

async function stop(listeners: readonly Listener[], loops: Loops, timer: NodeJS.Timeout): Promise<void> {
  clearInterval(timer);
  const closed = listeners.map((listener) => listener.close());
  await Promise.all([loops.dispatcher.stop(), loops.emails.stop(), loops.webhooks.stop(), ...closed]);
  await callLog().flush();
  await stopBoss(jobsEndWithinMs);
  await closeTransports();
  await prisma.workerHeartbeat.deleteMany({ where: { id: workerId } });
  await prisma.$disconnect();
  await closePool();
}

/** Entry of the worker process: jobs, the loops of sending and of webhooks, the SMTP listeners, a heartbeat, and an orderly end. */
async function main(): Promise<void> {
  const end = endInOrder(endWithinMs);
  readEnvironment();
  learnLanguages();
  const stopTracing = await startTracing("worker");
  await awaitDatabase(env.DATABASE_URL, { say: log.warn });
  const version = await requireServerVersionAt(env.DATABASE_URL);
  const warning = version && versionWarning(version);
  if (warning) log.warn(warning);
  await requireOwnSchema(env.DATABASE_URL, log.warn);
  await requireKnownSecret(prisma);
  await getBoss({ runsJobs: true });
  for (const job of allJobs) await runJobs(job);
  const emails = new EmailLane();
  const hears = new Map([[EMAIL_CHANNEL, (workspaceId?: string) => emails.wake(workspaceId)]]);
  const loops = { dispatcher: new Dispatcher({}, hears), emails, webhooks: new WebhookRunner() };
  loops.dispatcher.start();
  loops.emails.start();
  loops.webhooks.start();
  defineJournalMetrics();
  const closeMetrics = serveMetrics();
  const timer = setInterval(() => beat().catch((error) => log.warn("no heartbeat", { error })), heartbeatMs);
  const listeners: Listener[] = [];
  end(async () => {
    closeMetrics();
    await stop(listeners, loops, timer);
    await stopTracing();
  });
  await beat();
  const inbound = await keepListening({
    listen: listenTarget(env.INBOUND_SMTP_HOST, env.INBOUND_SMTP_PORT),
    name: env.INBOUND_DOMAIN,
    tls: { certFile: env.INBOUND_TLS_CERT, keyFile: env.INBOUND_TLS_KEY },
    limits: { mailBytes: env.INBOUND_MAX_BYTES },
  });
  listeners.push(inbound);
  const submission = await keepSubmitting();
  if (submission) listeners.push(submission);
  systemCtx("", "worker").log.info("worker ready", { jobs: allJobs.length });
  process.send?.("ready");
}

main().catch((error: unknown) => {
  log.error("worker could not start", { error });
  process.exit(1);
});
