import fc from "fast-check";
import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import type { EventActor, NewEvent } from "@/lib/events/ledger/event-types";
import { testWorkspace } from "@/tests/support/db";
import { recountRollUps, storedRollUps } from "@/tests/support/recount";
import { type SentCampaign, sentCampaign } from "@/tests/support/sent-campaign";
import { recordEvents } from "./record-events";

const START = Date.UTC(2026, 10, 3, 22, 30);
const after = (minutes: number) => new Date(START + minutes * 60_000);

test("an open counts once a recipient, by who caused it, and every time in the count of opens", async () => {
  const ctx = await testWorkspace();
  const { campaignId, messages } = await sentCampaign(ctx);
  const messageId = messages[0]!.id;
  const open = (minutes: number, actor: EventActor): NewEvent => ({
    type: "message.opened",
    occurredAt: after(minutes),
    messageId,
    actor,
    reasons: actor === "proxy" ? ["apple_mail_privacy"] : [],
  });
  await recordEvents(ctx, [open(3, "human"), open(1, "proxy")]);
  await recordEvents(ctx, [open(2, "human"), open(4, "bot")]);
  const message = await prisma.message.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: messageId } },
  });
  expect(message).toMatchObject({
    firstOpenedAt: after(2),
    firstProxyOpenedAt: after(1),
    firstBotOpenedAt: after(4),
    openCount: 2,
  });
  const totals = await prisma.campaignTotals.findUniqueOrThrow({
    where: { workspaceId_campaignId: { workspaceId: ctx.workspaceId, campaignId } },
  });
  expect(totals).toMatchObject({
    humanOpeners: 1,
    proxyOpeners: 1,
    botOpeners: 1,
    humanOpens: 2,
    proxyOpens: 1,
    botOpens: 1,
  });
  const contact = await prisma.contact.findFirstOrThrow({
    where: { workspaceId: ctx.workspaceId, id: message.contactId! },
  });
  expect(contact.lastOpenedAt).toEqual(after(3));
});

test("the same event twice counts once, and an event of another workspace's message not at all", async () => {
  const [ctx, stranger] = [await testWorkspace(), await testWorkspace()];
  const { messages } = await sentCampaign(ctx);
  const event: NewEvent = { id: newId(), type: "message.sent", occurredAt: after(0), messageId: messages[0]!.id };
  expect(await recordEvents(ctx, [event, event])).toEqual({ recorded: 1 });
  expect(await recordEvents(ctx, [event])).toEqual({ recorded: 0 });
  expect(await recordEvents(stranger, [{ ...event, id: newId() }])).toEqual({ recorded: 0 });
  expect(await prisma.event.count({ where: { workspaceId: stranger.workspaceId } })).toBe(0);
});

test("a late bounce takes the message out of delivered, so that sent = delivered + bounced", async () => {
  const ctx = await testWorkspace();
  const { campaignId, messages } = await sentCampaign(ctx, { recipients: 2 });
  const where = { workspaceId_campaignId: { workspaceId: ctx.workspaceId, campaignId } };
  await recordEvents(
    ctx,
    messages.map(({ id }) => ({ type: "message.sent" as const, occurredAt: after(0), messageId: id })),
  );
  expect(await prisma.campaignTotals.findUniqueOrThrow({ where })).toMatchObject({ sent: 2, delivered: 2 });
  await recordEvents(ctx, [
    { type: "message.bounced", occurredAt: after(5), messageId: messages[0]!.id, data: { kind: "hard" } },
  ]);
  expect(await prisma.campaignTotals.findUniqueOrThrow({ where })).toMatchObject({
    sent: 2,
    delivered: 1,
    bouncedHard: 1,
  });
});

test("an unconfirmed message becomes sent when an event proves that it arrived", async () => {
  const ctx = await testWorkspace();
  const { messages } = await sentCampaign(ctx);
  const messageId = messages[0]!.id;
  const where = { workspaceId_id: { workspaceId: ctx.workspaceId, id: messageId } };
  await prisma.message.update({ where, data: { status: "unconfirmed", sendingAt: after(0) } });
  await recordEvents(ctx, [{ type: "message.opened", occurredAt: after(5), messageId, actor: "proxy" }]);
  expect(await prisma.message.findUniqueOrThrow({ where })).toMatchObject({ status: "sent", sentAt: after(0) });
});

test("a machine that walks the links is corrected back to its first click", async () => {
  const ctx = await testWorkspace();
  const { campaignId, messages, links } = await sentCampaign(ctx, {
    links: ["https://a.test", "https://b.test", "https://c.test"],
  });
  const click = (second: number, linkNo: number): NewEvent => ({
    type: "message.clicked",
    occurredAt: new Date(START + second * 1000),
    messageId: messages[0]!.id,
    linkId: links[linkNo]!.id,
  });
  await recordEvents(ctx, [click(0, 0)]);
  await recordEvents(ctx, [click(1, 1)]);
  const where = { workspaceId_campaignId: { workspaceId: ctx.workspaceId, campaignId } };
  expect(await prisma.campaignTotals.findUniqueOrThrow({ where })).toMatchObject({ humanClickers: 1, humanClicks: 2 });
  await recordEvents(ctx, [click(2, 2)]);
  expect(await prisma.campaignTotals.findUniqueOrThrow({ where })).toMatchObject({
    humanClickers: 0,
    humanClicks: 0,
    botClickers: 1,
    botClicks: 3,
  });
  const events = await prisma.event.findMany({ where: { workspaceId: ctx.workspaceId, type: "message.clicked" } });
  expect(events.map((event) => [event.actor, event.reasons])).toEqual(Array(3).fill(["bot", ["links_in_a_burst"]]));
  const contact = await prisma.contact.findFirstOrThrow({
    where: { workspaceId: ctx.workspaceId, id: messages[0]!.contactId },
  });
  expect(contact.lastClickedAt).toBeNull();
});

test("a scanner that is known by name does not taint the person who clicks right after it", async () => {
  const ctx = await testWorkspace();
  const { messages, links } = await sentCampaign(ctx, {
    links: ["https://a.test", "https://b.test", "https://c.test"],
  });
  const click = (second: number, linkNo: number, actor: EventActor): NewEvent => ({
    type: "message.clicked",
    occurredAt: new Date(START + second * 1000),
    messageId: messages[0]!.id,
    linkId: links[linkNo]!.id,
    actor,
  });
  await recordEvents(ctx, [click(0, 0, "bot"), click(0, 1, "bot"), click(1, 2, "bot")]);
  await recordEvents(ctx, [click(3, 0, "human")]);
  expect(
    await prisma.message.findUniqueOrThrow({
      where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: messages[0]!.id } },
    }),
  ).toMatchObject({ clickCount: 1 });
});

test("whatever happens in whatever order, the roll-ups equal a recount", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(eventSpec(), { minLength: 1, maxLength: 80, size: "max" }),
      fc.integer({ min: 1, max: 9 }),
      async (specs, groupSize) => {
        const ctx = await testWorkspace();
        const campaign = await sentCampaign(ctx, {
          recipients: 4,
          links: ["https://a.test", "https://b.test", "https://c.test"],
        });
        const events = specs.map((spec) => eventFrom(spec, campaign));
        const withRepeats = events.flatMap((event, index) => (index % 5 === 0 ? [event, event] : [event]));
        const groups: NewEvent[][] = [];
        for (let at = 0; at < withRepeats.length; at += groupSize) groups.push(withRepeats.slice(at, at + groupSize));
        // Some at once: writers must neither deadlock nor lose counts.
        for (let at = 0; at < groups.length; at += 3) {
          await Promise.all(groups.slice(at, at + 3).map((group) => recordEvents(ctx, group)));
        }
        expect(await storedRollUps(ctx)).toEqual(await recountRollUps(ctx));
      },
    ),
    { numRuns: 25 },
  );
}, 120_000);

const KINDS = [
  "sent",
  "delivered",
  "bounced",
  "deferred",
  "failed",
  "complained",
  "unsubscribed",
  "opened",
  "opened",
  "clicked",
  "clicked",
  "clicked",
  "clicked",
] as const;

function eventSpec() {
  return fc.record({
    kind: fc.constantFrom(...KINDS),
    message: fc.nat(2),
    link: fc.nat(2),
    // Mostly within seconds, so that bursts occur, some hours and a day apart.
    second: fc.oneof(fc.nat(12), fc.nat(12), fc.nat(12), fc.nat(100_000)),
    actor: fc.constantFrom<EventActor>("human", "human", "proxy", "bot"),
    bounce: fc.constantFrom("hard" as const, "soft" as const, "block" as const),
  });
}

function eventFrom(
  spec: ReturnType<typeof eventSpec> extends fc.Arbitrary<infer T> ? T : never,
  campaign: SentCampaign,
): NewEvent {
  const tracked = spec.kind === "opened" || spec.kind === "clicked";
  return {
    id: newId(),
    type: `message.${spec.kind}`,
    occurredAt: new Date(START + spec.second * 1000),
    messageId: campaign.messages[spec.message]!.id,
    ...(spec.kind === "clicked" ? { linkId: campaign.links[spec.link]!.id } : {}),
    ...(tracked ? { actor: spec.kind === "clicked" && spec.actor === "proxy" ? "bot" : spec.actor } : {}),
    ...(spec.kind === "bounced" ? { data: { kind: spec.bounce } } : {}),
  };
}
