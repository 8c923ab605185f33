import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import PostalMime from "postal-mime";
import { expect, test, vi } from "vitest";
import { systemCtx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { parseVerp } from "@/lib/mail/mime/verp";
import type { TransportFailure, TransportOutcome } from "@/lib/mail/transport";
import { MemoryTransport } from "@/lib/mail/transports/memory";
import { isSuppressed } from "@/lib/people/suppressions/queries";
import { suppress } from "@/lib/people/suppressions/suppress";
import { type Disagreement, verifyLedger } from "@/lib/reports/verify-ledger";
import { Journal } from "@/lib/sending/engine/journal";
import type { Lease } from "@/lib/sending/engine/lease";
import { leaseBatch } from "@/lib/sending/engine/lease-batch";
import { sendBatch } from "@/lib/sending/engine/send-batch";
import { forgetTransports } from "@/lib/sending/transports/transport-rows";
import { fillJournalsAfter } from "./full-journal";
import { type LaunchedCampaign, launchedCampaign, makeDue, statuses, through } from "./sending-fixture";

const campaignOf = ({ ctx, campaignId }: LaunchedCampaign) =>
  ctx.db.campaign.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: campaignId } } });
const totalsOf = ({ ctx, campaignId }: LaunchedCampaign) =>
  ctx.db.campaignTotals.findUnique({ where: { workspaceId_campaignId: { workspaceId: ctx.workspaceId, campaignId } } });
const messageOf = ({ ctx, campaignId }: LaunchedCampaign, email: string) =>
  ctx.db.message.findFirstOrThrow({
    where: { workspaceId: ctx.workspaceId, campaignId, email },
    include: { attempts: { orderBy: { number: "asc" } } },
  });
const batchOf = ({ ctx, batchIds }: LaunchedCampaign) =>
  ctx.db.campaignBatch.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: batchIds[0]! } },
  });
const transportOf = ({ ctx }: LaunchedCampaign) =>
  ctx.db.transport.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
const setCampaign = ({ ctx, campaignId }: LaunchedCampaign, status: "paused" | "sending") =>
  ctx.db.campaign.update({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: campaignId } },
    data: { status },
  });

/** A holder that took the batch, wrote its intent for these messages, and died. */
async function died(campaign: LaunchedCampaign, inHand: readonly string[]): Promise<Lease> {
  const lease = await leaseBatch(campaign.ctx, { batchId: campaign.batchIds[0]! });
  if (!lease) throw new Error("The batch could not be leased.");
  await campaign.ctx.db.campaignBatch.update({
    where: { workspaceId_id: { workspaceId: campaign.ctx.workspaceId, id: lease.batchId } },
    data: { inHand: [...inHand], inHandBy: lease.holder },
  });
  return lease;
}

const firstIds = async ({ ctx }: LaunchedCampaign, count: number) => {
  const rows = await ctx.db.message.findMany({
    where: { workspaceId: ctx.workspaceId },
    orderBy: { id: "asc" },
    take: count,
    select: { id: true },
  });
  return rows.map((row) => row.id);
};

test("a batch is sent, signed, personal, with one-click unsubscribe, and the campaign ends", async () => {
  const campaign = await launchedCampaign(30);
  const transport = new MemoryTransport();
  await sendBatch(campaign.ctx, campaign.batchIds[0]!, through(transport));
  expect(transport.messages).toHaveLength(30);
  expect(await batchOf(campaign)).toMatchObject({ status: "done", dueAt: null, inHand: [], leasedBy: null });
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
  expect(message.attempts, "the row itself says all of a first try that succeeded").toEqual([]);
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

test("a worker that died without a journal here: what it had in hand is unconfirmed and never sent again", async () => {
  const campaign = await launchedCampaign(40);
  const ids = await firstIds(campaign, 5);
  await died(campaign, ids);
  const transport = new MemoryTransport();
  expect(await sendBatch(campaign.ctx, campaign.batchIds[0]!, through(transport)), "the lease still runs").toBe(false);

  await makeDue(campaign);
  await sendBatch(campaign.ctx, campaign.batchIds[0]!, through(transport));
  expect(await statuses(campaign)).toEqual({ unconfirmed: 5, sent: 35 });
  expect(transport.messages.some((message) => ids.includes(message.id))).toBe(false);
});

test("a worker that died with its journal here: only what was on the wire is unconfirmed", async () => {
  const campaign = await launchedCampaign(40);
  const [answered, onTheWire, ...notBegun] = await firstIds(campaign, 5);
  const lease = await died(campaign, [answered!, onTheWire!, ...notBegun]);
  const journal = Journal.open(lease, {
    id: (await transportOf(campaign)).id,
    kind: "smtp",
    acceptsForRecipient: false,
  });
  journal.handOver(answered!);
  journal.outcome(accepted(answered!));
  journal.handOver(onTheWire!);

  await makeDue(campaign);
  const transport = new MemoryTransport();
  await sendBatch(campaign.ctx, campaign.batchIds[0]!, through(transport));
  expect(await statuses(campaign)).toEqual({ unconfirmed: 1, sent: 39 });
  const sentNow = transport.messages.map((message) => message.id);
  expect(sentNow).toEqual(expect.arrayContaining(notBegun));
  expect(sentNow).not.toContain(answered);
  expect(sentNow).not.toContain(onTheWire);
  expect(await totalsOf(campaign)).toMatchObject({ sent: 39 });
});

test("a journal that cannot be written any more: nothing further leaves, what left is recorded, and the rest leaves once", async () => {
  const campaign = await launchedCampaign(40);
  const transport = new MemoryTransport();
  fillJournalsAfter(3, transport);
  await expect(sendBatch(campaign.ctx, campaign.batchIds[0]!, through(transport))).rejects.toThrow("ENOSPC");
  vi.restoreAllMocks();
  expect(await statuses(campaign)).toEqual({ sent: 3, pending: 37 });

  await makeDue(campaign);
  await sendBatch(campaign.ctx, campaign.batchIds[0]!, through(transport));
  expect(await statuses(campaign)).toEqual({ sent: 40 });
  expect(new Set(transport.messages.map((message) => message.id)).size).toBe(40);
  expect(transport.messages).toHaveLength(40);
});

test("an answer that only the journal of a dead worker knows leads to the same as one that was recorded at once", async () => {
  const campaign = await launchedCampaign(3);
  const [refused] = await firstIds(campaign, 1);
  const lease = await died(campaign, [refused!]);
  const { id } = await transportOf(campaign);
  const journal = Journal.open(lease, { id, kind: "smtp", acceptsForRecipient: false });
  journal.handOver(refused!);
  const text = "550 5.7.1 Client host blocked using Spamhaus";
  journal.outcome({ ...accepted(refused!), result: "refused", code: 550, enhanced: "5.7.1", text });
  journal.close({ remove: false });

  await makeDue(campaign);
  await sendBatch(campaign.ctx, campaign.batchIds[0]!, through(new MemoryTransport()));
  const { ctx } = campaign;
  const where = { workspaceId: ctx.workspaceId };
  expect(await ctx.db.notification.findMany({ where: { ...where, kind: "feedback.trouble" } })).toMatchObject([
    { title: expect.stringContaining("reputation") },
  ]);
  expect(await ctx.db.pacingRule.findMany({ where })).toMatchObject([{ provider: "@example.net", reason: text }]);
});

test("a worker that died with a damaged journal: nothing that it had in hand is sent again", async () => {
  const campaign = await launchedCampaign(40);
  const ids = await firstIds(campaign, 5);
  const lease = await died(campaign, ids);
  const { id } = await transportOf(campaign);
  const journal = Journal.open(lease, { id, kind: "smtp", acceptsForRecipient: false });
  journal.handOver(ids[0]!);
  journal.outcome(accepted(ids[0]!));
  journal.handOver("\0".repeat(36));
  journal.close({ remove: false });

  await makeDue(campaign);
  const transport = new MemoryTransport();
  await sendBatch(campaign.ctx, campaign.batchIds[0]!, through(transport));
  expect(await statuses(campaign)).toEqual({ unconfirmed: 4, sent: 36 });
  expect(transport.messages.some((message) => ids.includes(message.id))).toBe(false);
});

test("a successor that died before it had settled what the first left: the next one reads the first one's journal", async () => {
  const campaign = await launchedCampaign(40);
  const inHand = await firstIds(campaign, 20);
  const first = await died(campaign, inHand);
  const id = (await transportOf(campaign)).id;
  const journal = Journal.open(first, { id, kind: "smtp", acceptsForRecipient: false });
  journal.handOver(inHand[0]!);
  journal.outcome(accepted(inHand[0]!));
  journal.handOver(inHand[1]!);
  await makeDue(campaign);
  expect(await leaseBatch(campaign.ctx, { batchId: first.batchId })).toMatchObject({ left: { holder: first.holder } });

  await makeDue(campaign);
  await sendBatch(campaign.ctx, first.batchId, through(new MemoryTransport()));
  expect(await statuses(campaign)).toEqual({ unconfirmed: 1, sent: 39 });
});

function accepted(messageId: string): TransportOutcome {
  const at = new Date();
  const reply = { code: 250, enhanced: "2.0.0", text: "250 2.0.0 queued", providerId: null };
  return { messageId, result: "accepted", startedAt: at, endedAt: at, ...reply };
}

test("a holder whose lease may be somebody else's hands nothing over any more", async () => {
  const campaign = await launchedCampaign(6);
  const transport = new MemoryTransport();
  const realNow = Date.now;
  // The machine slept for a minute between two messages: the wall clock tells.
  const reply = () => {
    Date.now = () => realNow() + 60_000;
    return "250 2.0.0 OK";
  };
  try {
    const slept = new MemoryTransport({ reply });
    await sendBatch(campaign.ctx, campaign.batchIds[0]!, through(slept));
    expect(slept.messages).toHaveLength(1);
  } finally {
    Date.now = realNow;
  }
  await makeDue(campaign);
  await sendBatch(campaign.ctx, campaign.batchIds[0]!, through(transport));
  expect(transport.messages).toHaveLength(5);
  expect(await statuses(campaign)).toEqual({ sent: 6 });
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
  await running;
  expect(transport.messages.length).toBe(afterSecond);
  expect(afterSecond).toBeLessThan(150);
  const held = await statuses(campaign);
  expect(held).toEqual({ sent: afterSecond, pending: 150 - afterSecond });

  await setCampaign(campaign, "sending");
  await makeDue(campaign);
  await sendBatch(campaign.ctx, campaign.batchIds[0]!, through(transport));
  expect(await statuses(campaign)).toEqual({ sent: 150 });
  expect(new Set(transport.messages.map((message) => message.id)).size).toBe(150);
  expect(transport.messages).toHaveLength(150);
});

test("where the host ends the work, a batch is given back before, and sent on later", async () => {
  const campaign = await launchedCampaign(60);
  const transport = new MemoryTransport({ delayMs: 20 });
  const bounded = { ...campaign.ctx, endBy: new Date(Date.now() + 200) };
  await sendBatch(bounded, campaign.batchIds[0]!, through(transport));
  expect(transport.messages.length).toBeLessThan(60);
  expect(await batchOf(campaign)).toMatchObject({ status: "pending", leasedBy: null });
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
  await sendBatch(campaign.ctx, campaign.batchIds[0]!, through(transport));
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
  const { dueAt } = await batchOf(campaign);
  const wait = dueAt!.getTime() - Date.now();
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
  await sendBatch(clock, batchIds[0]!, through(transport));
  expect(await sendBatch(clock, batchIds[0]!, through(transport)), "not due yet").toBe(false);
  for (let round = 0; round < 20; round++) {
    const { dueAt } = await batchOf(campaign);
    if (!dueAt) break;
    now = dueAt.getTime() + 1;
    await makeDue(campaign);
    await sendBatch(clock, batchIds[0]!, through(transport));
  }
  const message = await messageOf(campaign, campaign.contacts[0]!.email);
  expect(message).toMatchObject({ status: "failed", bounceKind: "soft" });
  expect(message.attempts.length).toBeGreaterThanOrEqual(7);
  expect(message.attempts.map((attempt) => attempt.number)).toEqual(message.attempts.map((_, index) => index + 1));
  expect(await isSuppressed(ctx, message.email)).toBe(false);
});

const network: TransportFailure = { kind: "network", text: "No connection to mail.example.com.", retryAfterMs: null };
const wrongPassword: TransportFailure = { kind: "auth", text: "535 5.7.8 wrong password", retryAfterMs: null };

test("while nobody can be reached the transport rests, and no recipient loses a try", async () => {
  const campaign = await launchedCampaign(80);
  const transport = new MemoryTransport({ failure: network });
  await sendBatch(campaign.ctx, campaign.batchIds[0]!, through(transport));
  expect(await statuses(campaign)).toEqual({ pending: 80 });
  expect(await transportOf(campaign)).toMatchObject({ failureKind: "network", pausedUntil: expect.any(Date) });
  expect((await campaignOf(campaign)).status).toBe("sending");

  transport.failure = null;
  const later = { ...campaign.ctx, now: () => new Date(Date.now() + 120_000) };
  await makeDue(campaign);
  forgetTransports(campaign.ctx.workspaceId);
  await sendBatch(later, campaign.batchIds[0]!, through(transport));
  expect(await statuses(campaign)).toEqual({ sent: 80 });
  const first = await messageOf(campaign, campaign.contacts[0]!.email);
  expect(first).toMatchObject({ attemptCount: 1, attempts: [] });
});

test("what only a person can put right stops the transport with words; the campaign waits and goes on by itself", async () => {
  const campaign = await launchedCampaign(30);
  const transport = new MemoryTransport({ failure: wrongPassword });
  await sendBatch(campaign.ctx, campaign.batchIds[0]!, through(transport));
  expect(await transportOf(campaign)).toMatchObject({
    pausedAt: expect.any(Date),
    pausedUntil: null,
    pausedReason: expect.stringContaining("wrong password"),
  });
  expect(await statuses(campaign)).toEqual({ pending: 30 });

  transport.failure = null;
  const { workspaceId } = campaign.ctx;
  await makeDue(campaign);
  await sendBatch(campaign.ctx, campaign.batchIds[0]!, through(transport));
  expect(await statuses(campaign), "nothing leaves while it is stopped").toEqual({ pending: 30 });
  expect((await batchOf(campaign)).dueAt!.getTime()).toBeGreaterThan(Date.now() + 5000);

  await campaign.ctx.db.transport.updateMany({ where: { workspaceId }, data: { pausedAt: null, failureKind: null } });
  forgetTransports(workspaceId);
  await makeDue(campaign);
  await sendBatch(campaign.ctx, campaign.batchIds[0]!, through(transport));
  expect(await statuses(campaign)).toEqual({ sent: 30 });
});

test("one address that cannot be written fails alone", async () => {
  const campaign = await launchedCampaign(3);
  const bad = await messageOf(campaign, campaign.contacts[1]!.email);
  await campaign.ctx.db.message.update({
    where: { workspaceId_id: { workspaceId: campaign.ctx.workspaceId, id: bad.id } },
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

test("whatever the other side answers, the ledger adds up and nobody is mailed twice", async () => {
  const answer = fc.constantFrom(
    "250 2.0.0 OK",
    "550 5.1.1 gone",
    "550 5.7.1 blocked by policy",
    "451 4.3.0 later",
    null,
  );
  await fc.assert(
    fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 25 }), fc.nat(3), async (answers, begunBefore) => {
      const campaign = await launchedCampaign(answers.length, 7);
      const replies = new Map(campaign.contacts.map((contact, index) => [contact.email, answers[index] ?? null]));
      const transport = new MemoryTransport({ reply: ({ envelopeTo }) => replies.get(envelopeTo) ?? null });
      const begun = (await firstIds(campaign, begunBefore)).slice(0, begunBefore);
      if (begun.length > 0) {
        await died(campaign, begun);
        await makeDue(campaign);
      }
      await Promise.all(campaign.batchIds.map((id) => sendBatch(campaign.ctx, id, through(transport))));
      const count = await statuses(campaign);
      const sum = Object.values(count).reduce((total, each) => total + each, 0);
      expect(sum).toBe(answers.length);
      expect(Object.keys(count).filter((status) => status === "sending" || status === "pending")).toEqual([]);
      expect(new Set(transport.messages.map((message) => message.id)).size).toBe(transport.messages.length);
      const totals = await totalsOf(campaign);
      const rest = answers.slice(begun.length);
      const accepted = rest.filter((each) => each?.startsWith("250")).length;
      expect(totals?.delivered ?? 0).toBe(accepted);
      expect((totals?.bouncedHard ?? 0) + (totals?.bouncedBlock ?? 0)).toBe(
        rest.filter((each) => each?.startsWith("550")).length,
      );
    }),
    { numRuns: 12 },
  );
});

test("whatever happened to the campaigns above, their messages add up and give the numbers of the reports", async () => {
  const workspaces = await prisma.workspace.findMany({ select: { id: true, slug: true } });
  expect(workspaces.length).toBeGreaterThan(20);
  const found: Disagreement[] = [];
  for (const { id, slug } of workspaces)
    for await (const { disagreements } of verifyLedger(systemCtx(id, "test"), slug)) found.push(...disagreements);
  expect(found).toEqual([]);
});
