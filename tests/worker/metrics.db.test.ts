import pg from "pg";
import { afterEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { defineJob, enqueue } from "@/lib/base/jobs/define-job";
import { MemoryTransport } from "@/lib/mail/transports/memory";
import { writeMetrics } from "@/lib/run/metrics/answer-metrics";
import { sendBatch } from "@/lib/sending/engine/send-batch";
import { launchedCampaign, through } from "./sending-fixture";

afterEach(() => vi.restoreAllMocks());

/** What is written, by name and labels. */
async function read(freshMs = 0): Promise<Map<string, number>> {
  const lines = (await writeMetrics(freshMs)).split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ")))]),
  );
}

/** Sends one campaign whose recipients have these addresses. */
async function sendTo(emails: readonly string[], transport: MemoryTransport) {
  const campaign = await launchedCampaign(emails.length);
  const { workspaceId } = campaign.ctx;
  const messages = await prisma.message.findMany({ where: { workspaceId }, orderBy: { id: "asc" } });
  for (const [index, { id }] of messages.entries()) {
    const email = emails[index]!;
    const data = { email, emailNormalized: email, emailDomain: email.split("@")[1]! };
    await prisma.message.update({ where: { workspaceId_id: { workspaceId, id } }, data });
  }
  await sendBatch(campaign.ctx, campaign.batchIds[0]!, through(transport));
  return campaign;
}

test("messages are counted by mailbox provider, result and reply, without a name of anybody", async () => {
  const before = await read();
  const replies: Record<string, string | null> = {
    gone: "550 5.1.1 no such user",
    later: "451 4.3.0 try again later",
    silent: null,
  };
  const transport = new MemoryTransport({
    reply: ({ envelopeTo }) => {
      const reply = replies[envelopeTo.split("@")[0]!];
      return reply === undefined ? "250 2.0.0 OK" : reply;
    },
  });
  const people = ["anna@gmail.com", "bea@gmail.com", "gone@gmail.com", "later@yahoo.com", "silent@small.test"];
  const { ctx } = await sendTo([...people, "carl@small.test"], transport);
  const after = await read();
  const grown = [...after].flatMap(([name, value]) => {
    const by = value - (before.get(name) ?? 0);
    return by !== 0 && /^homing_(message|feedback|messages)_.*(total|count)/.test(name) ? [[name, by] as const] : [];
  });
  expect(Object.fromEntries(grown)).toEqual({
    'homing_messages_handed_over_total{mailbox_provider="gmail"}': 3,
    'homing_messages_handed_over_total{mailbox_provider="yahoo"}': 1,
    'homing_messages_handed_over_total{mailbox_provider="other"}': 2,
    'homing_message_outcomes_total{mailbox_provider="gmail",result="accepted",reply="2xx"}': 2,
    'homing_message_outcomes_total{mailbox_provider="gmail",result="refused",reply="5xx"}': 1,
    'homing_message_outcomes_total{mailbox_provider="yahoo",result="deferred",reply="4xx"}': 1,
    'homing_message_outcomes_total{mailbox_provider="other",result="unconfirmed",reply="none"}': 1,
    'homing_message_outcomes_total{mailbox_provider="other",result="accepted",reply="2xx"}': 1,
    'homing_message_hand_over_seconds_count{transport="memory"}': 6,
    'homing_feedback_total{type="hard_bounce",category="invalid_recipient",mailbox_provider="gmail"}': 1,
    'homing_feedback_total{type="deferred",category="transient",mailbox_provider="yahoo"}': 1,
  });
  const text = await writeMetrics();
  expect(text).not.toContain("@");
  expect(text).not.toContain(ctx.workspaceId);
  expect(text).not.toContain("small.test");
});

test("a transport that cannot be used is counted, and its messages are not", async () => {
  const name = 'homing_transport_failures_total{transport="memory",failure="auth"}';
  const handedOver = 'homing_messages_handed_over_total{mailbox_provider="gmail"}';
  const before = await read();
  const failure = { kind: "auth" as const, text: "535 wrong password", retryAfterMs: null };
  await sendTo(["anna@gmail.com"], new MemoryTransport({ failure }));
  const after = await read();
  expect((after.get(name) ?? 0) - (before.get(name) ?? 0)).toBe(1);
  expect(after.get(handedOver)).toBe(before.get(handedOver));
});

test("the database says how much waits, and for how long", async () => {
  const campaign = await launchedCampaign(3, 1);
  const { workspaceId } = campaign.ctx;
  const ago = (seconds: number) => new Date(Date.now() - seconds * 1000);
  const batch = (id: string | undefined, data: object) =>
    prisma.campaignBatch.update({ where: { workspaceId_id: { workspaceId, id: id! } }, data });
  await batch(campaign.batchIds[0], { dueAt: ago(3000) });
  const soon = new Date(Date.now() + 20_000);
  await batch(campaign.batchIds[1], { status: "leased", leasedBy: "somebody", leasedUntil: soon, dueAt: soon });
  const job = defineJob("test.measured", z.object({ workspaceId: z.string() }), async () => {});
  await enqueue(campaign.ctx, job, { workspaceId });
  await enqueue(campaign.ctx, job, { workspaceId }, { startAfter: new Date(Date.now() + 3_600_000) });
  await prisma.$executeRaw`update queue.job set start_after = now() - interval '90 seconds' where name = 'test.measured' and start_after <= now()`;
  await prisma.workerHeartbeat.create({
    data: { id: newId(), startedAt: new Date(), seenAt: new Date(), version: "1" },
  });

  const found = await read();
  expect(found.get("homing_database_up")).toBe(1);
  expect(found.get('homing_campaigns{status="sending"}')).toBeGreaterThanOrEqual(1);
  expect(found.get("homing_batches_leased")).toBe(1);
  expect(found.get("homing_batch_oldest_due_seconds")).toBeGreaterThanOrEqual(3000);
  expect(found.get("homing_batch_oldest_due_seconds")).toBeLessThan(3060);
  expect(found.get("homing_batch_oldest_lease_seconds")).toBeGreaterThanOrEqual(9);
  expect(found.get("homing_batch_oldest_lease_seconds")).toBeLessThan(40);
  expect(found.get('homing_queue_jobs{queue="test.measured",state="waiting"}')).toBe(2);
  expect(found.get('homing_queue_oldest_due_seconds{queue="test.measured"}')).toBeGreaterThanOrEqual(90);
  expect(found.get("homing_workers_alive")).toBe(1);
  expect(found.get("homing_event_partitions_ahead_months")).toBeGreaterThanOrEqual(2);
  expect(found.get("homing_event_default_partition_in_use")).toBe(0);
  expect(found.get('homing_database_pool_max_connections{lane="main"}')).toBeGreaterThanOrEqual(6);
});

test("a month without a partition, and an event that fell into the default one, are seen", async () => {
  const next = await prisma.$queryRaw<{ name: string }[]>`
    select to_char(now() at time zone 'UTC' + interval '1 month', '"partitions.event_"YYYY_MM') as name`;
  await prisma.$executeRawUnsafe(`drop table ${next[0]!.name}`);
  const { ctx } = await launchedCampaign(1);
  // The first octets of an id are its time: this one is of the year 2255.
  const id = `0832${newId().slice(4)}`;
  await prisma.event.create({
    data: { workspaceId: ctx.workspaceId, id, type: "message.opened", occurredAt: new Date() } as never,
  });
  const found = await read();
  expect(found.get("homing_event_partitions_ahead_months")).toBe(0);
  expect(found.get("homing_event_default_partition_in_use")).toBe(1);
});

test("several readers cost one look, and what was read is good for some seconds", async () => {
  const connect = vi.spyOn(pg.Client.prototype, "connect");
  await Promise.all([read(), read(), read()]);
  expect(connect).toHaveBeenCalledTimes(1);
  await read(60_000);
  expect(connect).toHaveBeenCalledTimes(1);
});

test("a part that cannot be read is missing, and the database is not down for it", async () => {
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  await prisma.$executeRaw`alter table worker_heartbeat rename to elsewhere`;
  const found = await read();
  expect(found.get("homing_database_up")).toBe(1);
  expect(found.has("homing_workers_alive")).toBe(false);
  expect(found.has("homing_batches_due")).toBe(true);
  await prisma.$executeRaw`alter table elsewhere rename to worker_heartbeat`;
  expect((await read()).has("homing_workers_alive")).toBe(true);
});

test("a part that takes long shows what was read before it, within seconds", async () => {
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const holder = await prisma.$transaction(
    async (tx) => {
      await tx.$executeRaw`lock table campaign_under_way in access exclusive mode`;
      const startedAt = performance.now();
      const found = await read();
      expect(performance.now() - startedAt).toBeLessThan(6000);
      return found;
    },
    { timeout: 20_000 },
  );
  expect(holder.get("homing_database_up")).toBe(1);
  expect(holder.has("homing_workers_alive")).toBe(true);
  expect(holder.has("homing_batches_due")).toBe(false);
  await vi.waitFor(async () => expect((await read()).has("homing_batches_due")).toBe(true));
});

test("when the database does not answer, everything else is told all the same, within seconds", async () => {
  await read();
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  let release = () => {};
  const connect = vi.spyOn(pg.Client.prototype, "connect").mockImplementation(
    () =>
      new Promise<never>((_resolve, reject) => {
        release = () => reject(new Error("too late"));
      }),
  );
  const startedAt = performance.now();
  const hanging = await read();
  expect(performance.now() - startedAt).toBeLessThan(6000);
  expect(hanging.get("homing_database_up")).toBe(0);
  expect(hanging.has("homing_batches_due"), "nothing old is shown").toBe(false);
  expect([...hanging.keys()].some((name) => name.startsWith("homing_queue_jobs"))).toBe(false);
  expect(hanging.has('homing_messages_handed_over_total{mailbox_provider="gmail"}')).toBe(true);
  await read();
  expect(connect, "a look that hangs is not joined by another").toHaveBeenCalledTimes(1);
  release();
  vi.restoreAllMocks();
  await vi.waitFor(async () => expect((await read()).get("homing_database_up")).toBe(1));
});
