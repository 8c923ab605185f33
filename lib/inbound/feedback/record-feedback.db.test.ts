import { expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import type { BounceCategory } from "@/lib/feedback/classify/taxonomy.shared";
import type { CanonicalEvent } from "@/lib/feedback/parse/canonical-event";
import { softBouncesInARow } from "@/lib/feedback/policy/soft-bounces-in-a-row";
import { recordFeedback } from "@/lib/inbound/feedback/record-feedback";
import { followUp } from "@/lib/sending/engine/follow-up";
import { testWorkspace } from "@/tests/support/db";
import { recountRollUps, storedRollUps } from "@/tests/support/recount";
import { type SentCampaign, sentCampaign } from "@/tests/support/sent-campaign";

const day = 86_400_000;
const now = Date.UTC(2026, 10, 20, 12);

function eventOf(
  messageId: string,
  type: CanonicalEvent["type"],
  part: Partial<CanonicalEvent> & { category?: BounceCategory } = {},
): CanonicalEvent {
  const { category, ...rest } = part;
  return {
    type,
    source: "sendgrid",
    accountId: "account",
    providerEventId: null,
    providerMessageId: null,
    messageId,
    certainty: "certain",
    recipient: null,
    occurredAt: new Date(now),
    receivedAt: new Date(now),
    ...(category && { bounce: { category, code: "550", enhanced: "5.0.0", text: "its words" } }),
    raw: null,
    ...rest,
  };
}

const suppressionOf = (ctx: Ctx, { email }: SentCampaign["messages"][number]) =>
  prisma.suppression.findFirst({ where: { workspaceId: ctx.workspaceId, emailNormalized: email } });
const eventsAbout = (ctx: Ctx, messageId: string) =>
  prisma.event.findMany({ where: { workspaceId: ctx.workspaceId, messageId }, orderBy: { id: "asc" } });

/** One message to the same contact in each of `count` campaigns. */
async function messagesTo(ctx: Ctx, count: number): Promise<SentCampaign["messages"]> {
  const first = await sentCampaign(ctx);
  const messages = [first.messages[0]!];
  const row = await prisma.message.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: messages[0]!.id } },
  });
  for (let index = 1; index < count; index++) {
    const other = await sentCampaign(ctx);
    const { email, emailNormalized, emailDomain, contactId } = row;
    const id = other.messages[0]!.id;
    await prisma.message.update({
      where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } },
      data: { email, emailNormalized, emailDomain, contactId },
    });
    messages.push({ id, contactId: contactId!, email });
  }
  return messages;
}

test("a hard bounce suppresses our address, never the one in the report, and keeps words and origin", async () => {
  const ctx = await testWorkspace();
  const { messages } = await sentCampaign(ctx);
  const raw = { table: "provider_call" as const, id: newId() };
  const event = eventOf(messages[0]!.id, "hard_bounce", {
    category: "invalid_recipient",
    recipient: "stranger@example.net",
    raw,
  });
  expect(await recordFeedback(ctx, event)).toMatchObject({ recorded: 1 });
  expect(await suppressionOf(ctx, messages[0]!)).toMatchObject({ reason: "hard_bounce", messageId: messages[0]!.id });
  expect(await prisma.suppression.count({ where: { workspaceId: ctx.workspaceId } })).toBe(1);
  expect(await eventsAbout(ctx, messages[0]!.id)).toMatchObject([
    {
      type: "message.bounced",
      data: {
        kind: "hard",
        category: "invalid_recipient",
        reply: "its words",
        raw,
        reportedRecipient: "stranger@example.net",
      },
    },
  ]);
  expect(
    await prisma.message.findUniqueOrThrow({
      where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: messages[0]!.id } },
    }),
  ).toMatchObject({
    bounceKind: "hard",
    bounceCategory: "invalid_recipient",
    replyCode: 550,
    replyText: "its words",
  });
});

test("twice, late and in any order the outcome is the same, and the roll-ups equal a recount", async () => {
  const outcomes = await Promise.all(
    [0, 1, 2].map(async (turn) => {
      const ctx = await testWorkspace();
      const { messages } = await sentCampaign(ctx);
      const id = messages[0]!.id;
      const events = [
        eventOf(id, "accepted", { occurredAt: new Date(now) }),
        eventOf(id, "deferred", { occurredAt: new Date(now + 1000), category: "mailbox_full" }),
        eventOf(id, "hard_bounce", {
          occurredAt: new Date(now + 2000),
          category: "invalid_recipient",
          providerEventId: "e-3",
        }),
        eventOf(id, "complaint", { occurredAt: new Date(now + 3000), providerEventId: "e-4" }),
      ];
      const order =
        turn === 0 ? events : turn === 1 ? [...events].reverse() : [events[2]!, events[0]!, events[3]!, events[1]!];
      for (const event of [...order, ...order]) await recordFeedback(ctx, event);
      await recordFeedback(ctx, [...events, ...events]);
      expect(await storedRollUps(ctx)).toEqual(await recountRollUps(ctx));
      const suppression = await suppressionOf(ctx, messages[0]!);
      const { sentAt, bouncedAt, bounceKind, complainedAt } = await prisma.message.findUniqueOrThrow({
        where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } },
      });
      const types = (await eventsAbout(ctx, id)).map(({ type }) => type);
      return { sentAt, bouncedAt, bounceKind, complainedAt, types, reason: suppression?.reason };
    }),
  );
  expect(outcomes[0]).toMatchObject({
    bounceKind: "hard",
    reason: "complaint",
    types: ["message.sent", "message.deferred", "message.bounced", "message.complained"],
  });
  expect(outcomes[1]).toEqual(outcomes[0]);
  expect(outcomes[2]).toEqual(outcomes[0]);
});

test("a block never suppresses; a likely hard bounce changes nothing at all", async () => {
  const ctx = await testWorkspace();
  const { messages } = await sentCampaign(ctx, { recipients: 2 });
  await recordFeedback(ctx, eventOf(messages[0]!.id, "block", { category: "reputation_block" }));
  await recordFeedback(
    ctx,
    eventOf(messages[1]!.id, "hard_bounce", { category: "invalid_recipient", certainty: "likely" }),
  );
  expect(await prisma.suppression.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
  expect(await eventsAbout(ctx, messages[1]!.id)).toEqual([]);
  expect(
    await prisma.message.findUniqueOrThrow({
      where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: messages[1]!.id } },
    }),
  ).toMatchObject({
    bouncedAt: null,
    bounceKind: null,
  });
});

test("an event about another workspace's message changes nothing", async () => {
  const [ctx, stranger] = [await testWorkspace(), await testWorkspace()];
  const { messages } = await sentCampaign(ctx);
  const event = eventOf(messages[0]!.id, "hard_bounce", { category: "invalid_recipient" });
  expect(await recordFeedback(stranger, event)).toMatchObject({ recorded: 0, decisions: [[]] });
  expect(await eventsAbout(ctx, messages[0]!.id)).toEqual([]);
  expect(await prisma.suppression.count({ where: { workspaceId: stranger.workspaceId } })).toBe(0);
});

test("the fifth soft bounce in a row over a week suppresses for 90 days, told in whatever order", async () => {
  for (const order of [
    [0, 1, 2, 3, 4],
    [4, 2, 0, 3, 1],
  ]) {
    const ctx = await testWorkspace();
    const messages = await messagesTo(ctx, 5);
    for (const [turn, index] of order.entries()) {
      const occurredAt = new Date(now + index * 2 * day);
      await recordFeedback(ctx, eventOf(messages[index]!.id, "soft_bounce", { category: "mailbox_full", occurredAt }));
      expect((await suppressionOf(ctx, messages[0]!)) !== null, `after ${turn + 1}`).toBe(turn === 4);
    }
    expect(await suppressionOf(ctx, messages[0]!)).toMatchObject({
      reason: "soft_bounce",
      expiresAt: expect.any(Date),
    });
    expect(await softBouncesInARow(ctx, messages[0]!.contactId)).toBe(5);
    expect(await softBouncesInARow(await testWorkspace(), messages[0]!.contactId), "elsewhere").toBe(0);
  }
});

test.each([
  ["a delivery", "delivered", {}],
  [
    "an open by a person",
    "open",
    {
      visit: {
        url: null,
        ip: null,
        userAgent: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:130.0) Gecko/20100101 Thunderbird/128.0",
        machine: false,
      },
    },
  ],
] as const)("%s between soft bounces starts the count anew", async (_what, type, part) => {
  const ctx = await testWorkspace();
  const messages = await messagesTo(ctx, 6);
  for (const [index, message] of messages.entries()) {
    const occurredAt = new Date(now + index * 2 * day);
    const event =
      index === 3
        ? eventOf(message.id, type, { occurredAt, ...part })
        : eventOf(message.id, "soft_bounce", { category: "mailbox_full", occurredAt });
    await recordFeedback(ctx, event);
  }
  expect(await suppressionOf(ctx, messages[0]!)).toBeNull();
  expect(await softBouncesInARow(ctx, messages[0]!.contactId)).toBe(2);
});

test("a relay's delivery that turned into a bounce is no sign of life", async () => {
  const ctx = await testWorkspace();
  const messages = await messagesTo(ctx, 5);
  for (const [index, message] of messages.entries()) {
    const at = now + index * 2 * day;
    await recordFeedback(ctx, eventOf(message.id, "delivered", { occurredAt: new Date(at) }));
    await recordFeedback(
      ctx,
      eventOf(message.id, "soft_bounce", { category: "mailbox_full", occurredAt: new Date(at + 1000) }),
    );
  }
  expect(await suppressionOf(ctx, messages[0]!)).toMatchObject({ reason: "soft_bounce" });
});

test("a missing domain is believed when it is said again an hour later", async () => {
  const ctx = await testWorkspace();
  const messages = await messagesTo(ctx, 2);
  await recordFeedback(ctx, eventOf(messages[0]!.id, "hard_bounce", { category: "invalid_domain" }));
  expect(await suppressionOf(ctx, messages[0]!)).toBeNull();
  await recordFeedback(
    ctx,
    eventOf(messages[1]!.id, "hard_bounce", { category: "invalid_domain", occurredAt: new Date(now + 3_600_000) }),
  );
  expect(await suppressionOf(ctx, messages[0]!)).toMatchObject({ reason: "hard_bounce" });
});

test("a complaint that is taken back no longer suppresses, and another reason stays", async () => {
  const ctx = await testWorkspace();
  const { messages } = await sentCampaign(ctx, { recipients: 2 });
  const [one, other] = [messages[0]!, messages[1]!];
  await recordFeedback(ctx, eventOf(one.id, "complaint"));
  expect(await suppressionOf(ctx, one)).toMatchObject({ reason: "complaint" });
  await recordFeedback(ctx, eventOf(one.id, "not_spam", { occurredAt: new Date(now + 1000) }));
  expect(await suppressionOf(ctx, one)).toBeNull();
  await recordFeedback(ctx, eventOf(other.id, "hard_bounce", { category: "invalid_recipient" }));
  await recordFeedback(ctx, eventOf(other.id, "complaint"));
  expect(await suppressionOf(ctx, other)).toMatchObject({ reason: "complaint" });
  await recordFeedback(ctx, eventOf(other.id, "not_spam", { occurredAt: new Date(now + 1000) }));
  expect(await suppressionOf(ctx, other)).toMatchObject({ reason: "hard_bounce" });
});

test("what a provider took and then did not send is not counted as delivered", async () => {
  const ctx = await testWorkspace();
  const { campaignId, messages } = await sentCampaign(ctx, { recipients: 3 });
  for (const { id } of messages) await recordFeedback(ctx, eventOf(id, "accepted"));
  const later = new Date(now + 1000);
  await recordFeedback(
    ctx,
    eventOf(messages[0]!.id, "rejected", { category: "suppressed_by_provider", occurredAt: later }),
  );
  await recordFeedback(ctx, eventOf(messages[1]!.id, "failed", { occurredAt: later }));
  const where = { workspaceId_campaignId: { workspaceId: ctx.workspaceId, campaignId } };
  const totals = await prisma.campaignTotals.findUniqueOrThrow({ where });
  expect(totals).toMatchObject({ sent: 3, delivered: 1, bouncedHard: 1, bouncedBlock: 1, failed: 0 });
  expect(await suppressionOf(ctx, messages[0]!)).toMatchObject({ reason: "provider" });
  expect(await suppressionOf(ctx, messages[1]!)).toBeNull();
  expect(await storedRollUps(ctx)).toEqual(await recountRollUps(ctx));
});

test("an unsubscribe at a provider ends every subscription, once", async () => {
  const ctx = await testWorkspace();
  const { messages } = await sentCampaign(ctx);
  const event = eventOf(messages[0]!.id, "unsubscribe", { providerEventId: "u-1" });
  await recordFeedback(ctx, event);
  await recordFeedback(ctx, event);
  expect(await suppressionOf(ctx, messages[0]!)).toMatchObject({ reason: "unsubscribe" });
  expect(
    await prisma.consentRecord.count({ where: { workspaceId: ctx.workspaceId, kind: "opt_out" } }),
  ).toBeLessThanOrEqual(2);
  expect((await eventsAbout(ctx, messages[0]!.id)).filter(({ type }) => type === "message.unsubscribed")).toHaveLength(
    1,
  );
});

test("authentication that fails tells the workspace's people, once a day", async () => {
  const ctx = await testWorkspace();
  const { messages } = await sentCampaign(ctx, { recipients: 2 });
  for (const { id } of messages) await recordFeedback(ctx, eventOf(id, "block", { category: "auth_failure" }));
  const notices = await prisma.notification.findMany({
    where: { workspaceId: ctx.workspaceId, kind: "feedback.trouble" },
  });
  expect(notices).toMatchObject([{ severity: "danger", title: expect.stringContaining("authentication") }]);
});

test("inside a transaction what follows is left to whoever began it, and done once", async () => {
  const ctx = await testWorkspace();
  const { messages } = await sentCampaign(ctx);
  const told = () => prisma.notification.count({ where: { workspaceId: ctx.workspaceId, kind: "feedback.trouble" } });
  const { followUp: left } = await inTransaction(ctx, (tx) =>
    recordFeedback(tx, eventOf(messages[0]!.id, "block", { category: "auth_failure" })),
  );
  expect(await told()).toBe(0);
  await followUp(ctx, left);
  expect(await told()).toBe(1);
});
