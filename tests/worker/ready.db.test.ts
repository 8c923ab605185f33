import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterEach, expect, test, vi } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { serverVersionSql } from "@/lib/base/db/server-version";
import { readiness } from "@/lib/base/health/readiness";
import { getBoss } from "@/lib/base/jobs/boss";
import { noteCronBegins, noteCronEnds } from "@/lib/base/jobs/cron-life";
import { findWaitingJob } from "@/lib/base/jobs/queue-delay";
import { answerReady } from "@/lib/run/web/answer-ready";
import { findStuckCampaigns } from "@/lib/sending/campaign/find-stuck";
import { launchedCampaign } from "./sending-fixture";

const token = "a token of the monitoring";
process.env.READY_TOKEN = token;
const MINUTE = 60_000;
const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE);

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const ask = (authorization?: string) =>
  answerReady(new Request("http://homing.test/api/ready", { headers: authorization ? { authorization } : {} }));

test("many callers at once cause one check, and only the token's bearer reads what is wrong", async () => {
  const query = vi.spyOn(pg.Client.prototype, "query");
  const looks = () =>
    query.mock.calls.filter(([first]) => [first, (first as { text?: string }).text].includes(serverVersionSql)).length;
  const answers = await Promise.all(Array.from({ length: 30 }, () => ask()));
  expect(looks()).toBe(1);
  for (const answer of answers) {
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({ ready: false });
  }
  for (const wrong of [token, "Bearer ", `Bearer ${token}s`])
    expect(await (await ask(wrong)).json()).toEqual({ ready: false });
  const { checks } = await (await ask(`Bearer ${token}`)).json();
  expect(checks.database).toEqual({ ok: true });
  expect(checks.worker.problem).toContain("No worker has given a sign of life");
  expect(looks()).toBe(1);
});

test("a question that fails gets no advice about something else, and no text of the database", async () => {
  vi.spyOn(pg.Client.prototype, "query").mockImplementation(() => {
    throw new Error("connect to postgresql://homing:hunter2@db");
  });
  const { checks } = await readiness();
  expect(checks.database.problem).toBe("The database that DATABASE_URL names does not answer.");
  const { secret, migrations, queue, worker, disk } = checks;
  for (const { problem } of [secret, migrations, queue, worker, disk])
    expect(problem).toMatch(/^Not known: the question failed/);
  expect(JSON.stringify(checks)).not.toContain("hunter2");
});

test("a worker that lives and whose disk is full makes it not ready", async () => {
  const id = `worker-${randomUUID()}`;
  const beat = { id, version: "0", seenAt: new Date() };
  await prisma.workerHeartbeat.create({ data: beat });
  expect((await readiness()).checks.disk).toEqual({ ok: true });
  const problem = "The disk is full: /srv/journal has 3 MB left. Make room there.";
  await prisma.workerHeartbeat.update({ where: { id }, data: { problem } });
  const full = await readiness();
  expect(full.ready).toBe(false);
  expect(full.checks.disk.problem).toBe(`Worker ${id}: ${problem}`);
  await prisma.workerHeartbeat.update({ where: { id }, data: { seenAt: ago(2) } });
  expect((await readiness()).checks.disk).toEqual({ ok: true });
});

test("where there is no worker the cron gives the sign of life, and says what failed", async () => {
  await prisma.workerHeartbeat.deleteMany();
  const worker = async () => (await readiness()).checks.worker;
  await noteCronBegins(new Date(), "1");
  await noteCronEnds(null);
  expect((await worker()).problem).toContain("No worker has given a sign of life");
  vi.stubEnv("VERCEL", "1");
  expect(await worker()).toEqual({ ok: true });
  await noteCronEnds("The queue is gone.");
  expect((await worker()).problem).toBe("The last run of /api/cron failed: The queue is gone.");
  expect((await readiness()).checks.disk).toEqual({ ok: true });
  await prisma.workerHeartbeat.update({ where: { id: "cron" }, data: { seenAt: ago(4), problem: null } });
  expect((await worker()).problem).toContain("No run of /api/cron has come to its end for 3 minutes");
  const { database } = (await readiness()).checks;
  expect(database.problem).toMatch(/alter role ".+" set idle_in_transaction_session_timeout = '60s'/);
});

test("a job that is due for long and not begun is a queue that does not keep up", async () => {
  const boss = await getBoss();
  const names = ["test.waits"];
  await boss.createQueue("test.waits");
  await boss.send("test.waits", {}, { startAfter: new Date(Date.now() + 60 * MINUTE) });
  expect(await findWaitingJob(prisma, names, 15 * MINUTE)).toBeNull();
  const id = await boss.send("test.waits", {}, { startAfter: ago(20) });
  expect(await findWaitingJob(prisma, names, 15 * MINUTE)).toMatchObject({ name: "test.waits" });
  const { ready, checks } = await readiness({ jobNames: names });
  expect(ready).toBe(false);
  // Of an earlier release: nobody takes it any more.
  expect((await readiness({ jobNames: ["test.others"] })).checks.waiting).toEqual({ ok: true });
  expect(checks.waiting.problem).toContain("test.waits is due for 20 minutes");
  await boss.deleteJob("test.waits", id ?? "");
  expect(await findWaitingJob(prisma, names, 15 * MINUTE)).toBeNull();
});

/** A campaign that began an hour ago, and whose batch is due since then. */
async function stoodStill() {
  const { ctx, campaignId } = await launchedCampaign(2);
  const { workspaceId } = ctx;
  const where = { workspaceId, campaignId };
  const campaign = { workspaceId_id: { workspaceId, id: campaignId } };
  await prisma.campaign.update({
    where: campaign,
    data: { launchedAt: ago(60), preparedAt: ago(60), startedAt: ago(60) },
  });
  await prisma.campaignBatch.updateMany({ where, data: { dueAt: ago(60) } });
  const isStuck = async () => (await findStuckCampaigns(15 * MINUTE)).some((stuck) => stuck.campaignId === campaignId);
  return { workspaceId, where, campaign, isStuck };
}

test("a campaign in which nothing moves though its turn has come is stuck, held by somebody or not", async () => {
  const { where, isStuck } = await stoodStill();
  expect(await isStuck()).toBe(true);
  const held = { status: "leased", leasedBy: "x", startedAt: ago(50), dueAt: new Date(Date.now() + MINUTE) } as const;
  await prisma.campaignBatch.updateMany({ where, data: held });
  expect(await isStuck()).toBe(true);
  const spins = { status: "pending", leasedBy: null, leaseCount: 300, dueAt: new Date() } as const;
  await prisma.campaignBatch.updateMany({ where, data: spins });
  expect(await isStuck()).toBe(true);
  await prisma.message.updateMany({ where, data: { sendingAt: ago(1) } });
  expect(await isStuck()).toBe(false);
});

test("what waits for its pace, for a transport or for a person is not stuck", async () => {
  const { workspaceId, where, campaign, isStuck } = await stoodStill();
  await prisma.campaignBatch.updateMany({ where, data: { dueAt: new Date(Date.now() + 60 * MINUTE) } });
  expect(await isStuck()).toBe(false);
  await prisma.campaignBatch.updateMany({ where, data: { dueAt: ago(60) } });
  await prisma.transport.updateMany({ where: { workspaceId }, data: { pausedAt: ago(30) } });
  expect(await isStuck()).toBe(false);
  await prisma.transport.updateMany({ where: { workspaceId }, data: { pausedAt: null } });
  expect(await isStuck()).toBe(true);
  await prisma.campaign.update({ where: campaign, data: { status: "paused" } });
  expect(await isStuck()).toBe(false);
  await prisma.campaign.update({ where: campaign, data: { status: "scheduled", scheduledAt: ago(20) } });
  expect(await isStuck()).toBe(true);
  await prisma.campaign.update({ where: campaign, data: { scheduledAt: ago(-20) } });
  expect(await isStuck()).toBe(false);
});
