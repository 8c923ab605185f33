import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import PostalMime from "postal-mime";
import { expect, test } from "vitest";
import { getBoss } from "@/lib/jobs/boss";
import { enqueue } from "@/lib/jobs/define-job";
import { MemoryTransport } from "@/lib/mail/transports/memory";
import { parseVerp } from "@/lib/mail/verp";
import { sendBatchJob } from "@/lib/sending/jobs";
import { leaseBatch } from "@/lib/sending/lease-batch";
import { reservePace } from "@/lib/sending/pace";
import { findStalledBatches } from "@/lib/sending/resume-batches";
import { sendBatch } from "@/lib/sending/send-batch";
import { isSuppressed } from "@/lib/suppressions/queries";
import { suppress } from "@/lib/suppressions/suppress";
import { type LaunchedCampaign, launchedCampaign, statuses, through } from "./sending-fixture";

const campaignOf = ({ ctx, campaignId }: LaunchedCampaign) =>
  ctx.db.campaign.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: campaignId } } });
const totalsOf = ({ ctx, campaignId }: LaunchedCampaign) =>
  ctx.db.campaignTotals.findUnique({ where: { workspaceId_campaignId: { workspaceId: ctx.workspaceId, campaignId } } });
const messageOf = ({ ctx, campaignId }: LaunchedCampaign, email: string) =>
  ctx.db.message.findFirstOrThrow({
    where: { workspaceId: ctx.workspaceId, campaignId, email },
    include: { attempts: true },
  });
const setCampaign = ({ ctx, campaignId }: LaunchedCampaign, status: "paused" | "sending") =>
  ctx.db.campaign.update({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: campaignId } },
    data: { status },
  });
const expireLeases = ({ ctx }: LaunchedCampaign) =>
  ctx.db.campaignBatch.updateMany({
    where: { workspaceId: ctx.workspaceId, status: "leased" },
    data: { leasedUntil: new Date(Date.now() - 1000) },
  });

test("a batch is sent, signed, personal, with one-click unsubscribe, and the campaign ends", async () => {
  const campaign = await launchedCampaign(30);
  const transport = new MemoryTransport();
  expect(await sendBatch(campaign.ctx, campaign.batchIds[0]!, through(transport))).toBeNull();
  expect(transport.messages).toHaveLength(30);
  expect(await statuses(campaign)).toEqual({ sent: 30 });
  expect(await campaignOf(campaign)).toMatchObject({ status: "sent", finishedAt: expect.any(Date) });
  expect(await totalsOf(campaign)).toMatchObject({ sent: 30, delivered: 30, bouncedHard: 0 });

  const message = await messageOf(campaign, campaign.contacts[7]!.email);
  expect(message).toMatchObject({
    sentAt: expect.any(Date),
    deliveredAt: expect.any(Date),
    attemptCount: 1,
    replyCode: 250,
  });
  expect(message.attempts).toMatchObject([{ number: 1, outcome: "accepted", replyCode: 250 }]);
  const sent = transport.messages.find((each) => each.envelopeTo === message.email)!;
  expect(parseVerp(sent.envelopeFrom)).toEqual({ kind: "bounce", messageId: message.id });
  const mail = await PostalMime.parse(sent.raw);
  expect(mail.subject).toBe("Hello P7");
  expect(mail.html).toContain("Hi P7");
  expect(mail.html).toContain("http://homing.test/t/c/");
  const header = (key: string) => mail.headers.filter((each) => each.key === key).map((each) => each.value);
  expect(header("dkim-signature")).toHaveLength(2);
  expect(header("list-unsubscribe")[0]).toMatch(/^<http:\/\/homing\.test\/u\/.+>, <mailto:unsubscribe\+.+>$/);
  expect(header("list-unsubscribe-post")).toEqual(["List-Unsubscribe=One-Click"]);
});

test("many workers at once never send anything twice", async () => {
  const campaign = await launchedCampaign(120, 40);
  const transport = new MemoryTransport({ delayMs: 1 });
  const jobs = [...campaign.batchIds, ...campaign.batchIds, ...campaign.batchIds].map((id) =>
    sendBatch(campaign.ctx, id, through(transport)),
  );
  await Promise.all(jobs);
  const recipients = transport.messages.map((message) => message.envelopeTo);
  expect(new Set(recipients).size).toBe(120);
  expect(recipients).toHaveLength(120);
  expect(await statuses(campaign)).toEqual({ sent: 120 });
  expect((await campaignOf(campaign)).status).toBe("sent");
});

test("a worker that died: what it had begun is unconfirmed and never sent again, the rest is sent", async () => {
  const campaign = await launchedCampaign(40);
  const batchId = campaign.batchIds[0]!;
  await leaseBatch(campaign.ctx, batchId);
  const begun = await campaign.ctx.db.message.findMany({
    where: { workspaceId: campaign.ctx.workspaceId },
    orderBy: { id: "asc" },
    take: 5,
  });
  const ids = begun.map((message) => message.id);
  await campaign.ctx.db.message.updateMany({
    where: { workspaceId: campaign.ctx.workspaceId, id: { in: ids } },
    data: { status: "sending", sendingAt: new Date(), attemptCount: 1 },
  });
  const transport = new MemoryTransport();
  expect(await sendBatch(campaign.ctx, batchId, through(transport)), "the lease still runs").toBeNull();
  expect(transport.messages).toHaveLength(0);

  await expireLeases(campaign);
  await sendBatch(campaign.ctx, batchId, through(transport));
  expect(await statuses(campaign)).toEqual({ unconfirmed: 5, sent: 35 });
  expect(transport.messages.some((message) => ids.includes(message.id))).toBe(false);
});

test("an answer that never came leaves a message unconfirmed", async () => {
  const campaign = await launchedCampaign(4);
  const silent = campaign.contacts[1]!.email;
  const transport = new MemoryTransport({ reply: ({ envelopeTo }) => (envelopeTo === silent ? null : "250 2.0.0 OK") });
  await sendBatch(campaign.ctx, campaign.batchIds[0]!, through(transport));
  expect(await statuses(campaign)).toEqual({ sent: 3, unconfirmed: 1 });
});

test("a pause stops within a second and a resume sends the rest once", async () => {
  const campaign = await launchedCampaign(150);
  const transport = new MemoryTransport({ delayMs: 10 });
  const running = sendBatch(campaign.ctx, campaign.batchIds[0]!, through(transport));
  while (transport.messages.length < 20) await sleep(5);
  await setCampaign(campaign, "paused");
  await sleep(1000);
  const afterSecond = transport.messages.length;
  expect(await running).toBeNull();
  expect(transport.messages.length).toBe(afterSecond);
  expect(afterSecond).toBeLessThan(150);
  const held = await statuses(campaign);
  expect(held).toEqual({ sent: afterSecond, pending: 150 - afterSecond });

  await setCampaign(campaign, "sending");
  await sendBatch(campaign.ctx, campaign.batchIds[0]!, through(transport));
  expect(await statuses(campaign)).toEqual({ sent: 150 });
  expect(new Set(transport.messages.map((message) => message.id)).size).toBe(150);
  expect(transport.messages).toHaveLength(150);
});

test("where the host ends the work, a batch is given back before, and sent on later", async () => {
  const campaign = await launchedCampaign(60);
  const transport = new MemoryTransport({ delayMs: 20 });
  const bounded = { ...campaign.ctx, endBy: new Date(Date.now() + 200) };
  expect(await sendBatch(bounded, campaign.batchIds[0]!, through(transport))).not.toBeNull();
  expect(transport.messages.length).toBeLessThan(60);
  await sendBatch(campaign.ctx, campaign.batchIds[0]!, through(transport));
  expect(await statuses(campaign)).toEqual({ sent: 60 });
  expect(transport.messages).toHaveLength(60);
});

test("who was suppressed, unsubscribed or deleted after the audience was frozen is not mailed", async () => {
  const campaign = await launchedCampaign(6);
  const { ctx, contacts, listId } = campaign;
  await suppress(ctx, { email: contacts[0]!.email, reason: "complaint" });
  await ctx.db.subscription.updateMany({
    where: { workspaceId: ctx.workspaceId, listId, contactId: contacts[1]!.id },
    data: { status: "unsubscribed" },
  });
  await ctx.db.message.updateMany({
    where: { workspaceId: ctx.workspaceId, contactId: contacts[2]!.id },
    data: { contactId: null },
  });
  const transport = new MemoryTransport();
  await sendBatch(ctx, campaign.batchIds[0]!, through(transport));
  expect(await messageOf(campaign, contacts[0]!.email)).toMatchObject({
    status: "suppressed",
    skipReason: "suppressed_complaint",
    attempts: [],
  });
  expect(await messageOf(campaign, contacts[1]!.email)).toMatchObject({
    status: "skipped",
    skipReason: "unsubscribed",
  });
  expect(await messageOf(campaign, contacts[2]!.email)).toMatchObject({
    status: "skipped",
    skipReason: "contact_deleted",
  });
  expect(await statuses(campaign)).toEqual({ sent: 3, suppressed: 1, skipped: 2 });
});

test("a dead mailbox bounces and is suppressed; a block and a full mailbox are not", async () => {
  const campaign = await launchedCampaign(4);
  const [dead, blocked, full] = campaign.contacts.map((contact) => contact.email);
  const replies: Record<string, string> = {
    [dead!]: "550 5.1.1 No such user",
    [blocked!]: "550 5.7.1 Message rejected due to the poor reputation of your IP",
    [full!]: "452 4.2.2 Mailbox full",
  };
  const transport = new MemoryTransport({ reply: ({ envelopeTo }) => replies[envelopeTo] ?? "250 OK" });
  const again = await sendBatch(campaign.ctx, campaign.batchIds[0]!, through(transport));
  expect(await messageOf(campaign, dead!)).toMatchObject({
    status: "failed",
    bounceKind: "hard",
    bouncedAt: expect.any(Date),
    bounceCategory: "invalid_recipient",
    replyCode: 550,
    statusCode: "5.1.1",
  });
  expect(await messageOf(campaign, blocked!)).toMatchObject({ status: "failed", bounceKind: "block" });
  expect(await messageOf(campaign, full!)).toMatchObject({
    status: "deferred",
    nextAttemptAt: expect.any(Date),
    bouncedAt: null,
  });
  expect(await isSuppressed(campaign.ctx, dead!)).toBe(true);
  expect(await isSuppressed(campaign.ctx, blocked!)).toBe(false);
  expect(await isSuppressed(campaign.ctx, full!)).toBe(false);
  const wait = again!.getTime() - Date.now();
  expect(wait).toBeGreaterThan(40_000);
  expect(wait).toBeLessThan(80_000);
  expect((await campaignOf(campaign)).status, "deferred messages do not hold the campaign").toBe("sent");
});

test("a deferred message is tried again when due and bounces softly when the day is over", async () => {
  const campaign = await launchedCampaign(1);
  const { ctx, batchIds } = campaign;
  let now = Date.now();
  const clock = { ...ctx, now: () => new Date(now) };
  const transport = new MemoryTransport({ reply: () => "451 4.3.0 Try later" });
  let again = await sendBatch(clock, batchIds[0]!, through(transport));
  expect(await sendBatch(clock, batchIds[0]!, through(transport)), "not due yet").toBeNull();
  for (let round = 0; again && round < 20; round++) {
    now = again.getTime() + 1;
    again = await sendBatch(clock, batchIds[0]!, through(transport));
  }
  const message = await messageOf(campaign, campaign.contacts[0]!.email);
  expect(message).toMatchObject({ status: "failed", bounceKind: "soft" });
  expect(message.attempts.length).toBeGreaterThanOrEqual(9);
  expect(await isSuppressed(ctx, message.email)).toBe(false);
});

test("a batch that nobody works on is found, in a finished campaign and in one that began long ago", async () => {
  const { ctx, campaignId, batchIds } = await launchedCampaign(1);
  await getBoss();
  const where = { workspaceId_id: { workspaceId: ctx.workspaceId, id: campaignId } };
  const found = async () => (await findStalledBatches(ctx)).some(({ id }) => id === batchIds[0]);
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  const setBatch = (data: object) => ctx.db.campaignBatch.updateMany({ where: { id: batchIds[0]! }, data });

  await ctx.db.campaign.update({ where, data: { status: "sent", finishedAt: ago(60) } });
  await setBatch({ status: "leased", leasedBy: "dead", leasedUntil: ago(1) });
  expect(await found(), "its holder died while it tried deferred messages again").toBe(true);

  await ctx.db.campaign.update({ where, data: { status: "sending", finishedAt: null, launchedAt: ago(4 * 24 * 60) } });
  await setBatch({ status: "done", leasedBy: null, leasedUntil: null, finishedAt: ago(4 * 24 * 60) });
  expect(await found(), "nothing waits").toBe(false);
  await ctx.db.message.updateMany({ where: { campaignId }, data: { status: "deferred", nextAttemptAt: ago(10) } });
  expect(await found(), "it was paused for days with a deferred message").toBe(true);

  await enqueue(ctx, sendBatchJob, { workspaceId: ctx.workspaceId, batchId: batchIds[0]! });
  expect(await found(), "its job waits in the queue").toBe(false);
});

test("while nobody can be reached, only a first few are tried, and nothing is lost", async () => {
  const campaign = await launchedCampaign(80);
  let reachable = false;
  const inner = new MemoryTransport();
  const transport = Object.assign(new MemoryTransport(), {
    send: async (...[messages, options]: Parameters<MemoryTransport["send"]>) => {
      if (reachable) return inner.send(messages, options);
      const at = new Date();
      const none = { result: "deferred" as const, code: null, enhanced: null, text: "No connection", providerId: null };
      for (const message of messages) options.onOutcome({ messageId: message.id, ...none, startedAt: at, endedAt: at });
    },
  });
  const again = await sendBatch(campaign.ctx, campaign.batchIds[0]!, through(transport));
  expect(again!.getTime() - Date.now()).toBeLessThanOrEqual(30_000);
  const held = await statuses(campaign);
  expect(held.deferred).toBeLessThanOrEqual(25);
  reachable = true;
  const later = { ...campaign.ctx, now: () => new Date(Date.now() + 120_000) };
  await sendBatch(later, campaign.batchIds[0]!, through(transport));
  expect(await statuses(campaign)).toEqual({ sent: 80 });
});

test("what only a person can put right pauses the campaign with words, and a resume sends everything", async () => {
  const campaign = await launchedCampaign(30);
  const missing = {
    openTransport: () => {
      throw new RangeError("SMTP_URL is not set, so nothing can be sent by SMTP.");
    },
  };
  expect(await sendBatch(campaign.ctx, campaign.batchIds[0]!, missing)).toBeNull();
  expect(await campaignOf(campaign)).toMatchObject({
    status: "paused",
    pauseReason: expect.stringContaining("SMTP_URL"),
  });
  expect(await statuses(campaign)).toEqual({ pending: 30 });

  await setCampaign(campaign, "sending");
  const refusing = Object.assign(new MemoryTransport(), {
    send: async (...[messages, options]: Parameters<MemoryTransport["send"]>) => {
      const at = new Date();
      const no = {
        result: "deferred" as const,
        code: 535,
        enhanced: "5.7.8",
        text: "535 5.7.8 wrong password",
        providerId: null,
      };
      for (const { id } of messages)
        options.onOutcome({ messageId: id, ...no, accountRefused: true, startedAt: at, endedAt: at });
    },
  });
  await sendBatch(campaign.ctx, campaign.batchIds[0]!, through(refusing));
  expect(await campaignOf(campaign)).toMatchObject({
    status: "paused",
    pauseReason: expect.stringContaining("wrong password"),
  });

  await setCampaign(campaign, "sending");
  const later = { ...campaign.ctx, now: () => new Date(Date.now() + 120_000) };
  await sendBatch(later, campaign.batchIds[0]!, through(new MemoryTransport()));
  expect(await statuses(campaign)).toEqual({ sent: 30 });
});

test("one address that cannot be written fails alone", async () => {
  const campaign = await launchedCampaign(3);
  const bad = await messageOf(campaign, campaign.contacts[1]!.email);
  await campaign.ctx.db.message.update({
    where: { id: bad.id },
    data: { email: "not an address" },
  });
  await sendBatch(campaign.ctx, campaign.batchIds[0]!, through(new MemoryTransport()));
  expect(await statuses(campaign)).toEqual({ sent: 2, failed: 1 });
  expect(await totalsOf(campaign)).toMatchObject({ sent: 2, failed: 1 });
});

test("workers together keep the pace of their transport", async () => {
  const campaign = await launchedCampaign(60, 20);
  const { ctx } = campaign;
  await ctx.db.transport.updateMany({ where: { workspaceId: ctx.workspaceId }, data: { maxPerSecond: 30 } });
  const transport = new MemoryTransport();
  const startedAt = Date.now();
  await Promise.all(campaign.batchIds.map((id) => sendBatch(ctx, id, through(transport))));
  // 60 messages at 30 a second; the first share leaves at once.
  expect(Date.now() - startedAt).toBeGreaterThan(1300);
  expect(transport.messages).toHaveLength(60);
});

test("reservations of a pace follow each other without a gap or an overlap", async () => {
  const { ctx } = await launchedCampaign(0);
  const transport = await ctx.db.transport.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
  const waits = await Promise.all(Array.from({ length: 8 }, () => reservePace(ctx, transport.id, 10, 5)));
  const sorted = waits.sort((a, b) => a - b);
  for (const [index, wait] of sorted.entries()) expect(Math.abs(wait - index * 500)).toBeLessThan(250);
});

test("whatever the other side answers, the ledger adds up and nobody is mailed twice", async () => {
  const answer = fc.constantFrom(
    "250 2.0.0 OK",
    "550 5.1.1 gone",
    "550 5.7.1 blocked by policy",
    "451 4.3.0 later",
    null,
  );
  await fc.assert(
    fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 25 }), fc.nat(3), async (answers, died) => {
      const campaign = await launchedCampaign(answers.length, 7);
      const replies = new Map(campaign.contacts.map((contact, index) => [contact.email, answers[index] ?? null]));
      const transport = new MemoryTransport({ reply: ({ envelopeTo }) => replies.get(envelopeTo) ?? null });
      if (died > 0) {
        await leaseBatch(campaign.ctx, campaign.batchIds[0]!);
        const begun = campaign.contacts.slice(0, died).map((contact) => contact.id);
        await campaign.ctx.db.message.updateMany({
          where: { workspaceId: campaign.ctx.workspaceId, contactId: { in: begun } },
          data: { status: "sending", sendingAt: new Date(), attemptCount: 1 },
        });
        await expireLeases(campaign);
      }
      await Promise.all(campaign.batchIds.map((id) => sendBatch(campaign.ctx, id, through(transport))));
      const count = await statuses(campaign);
      const sum = Object.values(count).reduce((total, each) => total + each, 0);
      expect(sum).toBe(answers.length);
      expect(Object.keys(count).filter((status) => status === "sending" || status === "pending")).toEqual([]);
      expect(new Set(transport.messages.map((message) => message.id)).size).toBe(transport.messages.length);
      const totals = await totalsOf(campaign);
      const rest = answers.slice(Math.min(died, answers.length));
      const accepted = rest.filter((each) => each?.startsWith("250")).length;
      expect(totals?.delivered ?? 0).toBe(accepted);
      expect((totals?.bouncedHard ?? 0) + (totals?.bouncedBlock ?? 0)).toBe(
        rest.filter((each) => each?.startsWith("550")).length,
      );
    }),
    { numRuns: 12 },
  );
});
