import { expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId, publicId } from "@/lib/base/db/ids";
import { recordEvents } from "@/lib/events/door/record-events";
import { eventActors, type NewEvent } from "@/lib/events/ledger/event-types";
import { testWorkspace } from "@/tests/support/db";
import { sentCampaign } from "@/tests/support/sent-campaign";
import { type Disagreement, verifyLedger } from "./verify-ledger";

async function disagreements(ctx: Ctx): Promise<Disagreement[]> {
  const found: Disagreement[] = [];
  for await (const part of verifyLedger(ctx, "acme")) found.push(...part.disagreements);
  return found;
}
const whatOf = async (ctx: Ctx) => (await disagreements(ctx)).map(({ what }) => what).sort();

const start = Date.UTC(2026, 2, 1, 21);
/** The n-th moment of three days; the same n is the same. */
const at = (n: number) => new Date(start + (n % 3000) * 86_400);
const types: NewEvent["type"][] = [
  "message.sent",
  "message.delivered",
  "message.failed",
  "message.bounced",
  "message.complained",
  "message.unsubscribed",
  "message.opened",
  "message.clicked",
  "message.deferred",
];
const kinds = ["hard", "soft", "block", undefined] as const;

const proofs: readonly string[] = ["message.sent", "message.delivered", "message.bounced"];

/** Every message gets about half of all kinds of events in an order of its own; every seventh never left. */
function manyEvents(messages: readonly { id: string }[]): NewEvent[] {
  return messages.flatMap(({ id }, m) =>
    types.flatMap((type, t): NewEvent[] => {
      if (m % 7 === 0 && proofs.includes(type)) return [];
      if ((m * 7 + t * 3 + (m >> 2)) % 5 < 2) return [];
      const kind = kinds[(m + t) % kinds.length];
      const actor = eventActors[(m + t) % eventActors.length];
      const data = type === "message.bounced" && kind ? { kind } : undefined;
      return [{ type, messageId: id, occurredAt: at(m * 37 + ((t * 5) % 9) * 211), actor, data }];
    }),
  );
}

test("what the door for events keeps is what message rows give, for every outcome, hour and day", async () => {
  const ctx = await testWorkspace();
  const { messages } = await sentCampaign(ctx, { recipients: 60, status: "sent" });
  const events = manyEvents(messages);
  expect(new Set(events.map(({ type }) => type)).size).toBe(types.length);
  for (const event of events) await recordEvents(ctx, [event]);
  const [test] = messages;
  await prisma.message.create({
    data: {
      workspaceId: ctx.workspaceId,
      id: newId(),
      kind: "test",
      email: test!.email,
      emailNormalized: test!.email,
      emailDomain: "example.net",
      sentAt: new Date(),
    },
  });
  const totals = await prisma.campaignTotals.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
  const { workspaceId: _, campaignId: __, ...counts } = totals;
  for (const [column, count] of Object.entries(counts)) expect(count, column).toBeGreaterThan(0);
  expect(await disagreements(ctx)).toEqual([]);
});

test("each number that is wrong is told with what is kept and what was counted", async () => {
  const ctx = await testWorkspace();
  const { workspaceId } = ctx;
  const { campaignId, messages } = await sentCampaign(ctx, { recipients: 3, status: "sent" });
  const occurredAt = new Date("2026-03-01T21:30:00Z");
  await recordEvents(
    ctx,
    messages.map(({ id }) => ({ type: "message.sent", messageId: id, occurredAt })),
  );
  expect(await disagreements(ctx)).toEqual([]);

  const campaign = { workspaceId_id: { workspaceId, id: campaignId } };
  await prisma.campaign.update({ where: campaign, data: { audienceCount: 4 } });
  await prisma.campaignTotals.updateMany({ where: { workspaceId }, data: { delivered: 2, complained: 1 } });
  await prisma.campaignHourly.updateMany({ where: { workspaceId }, data: { sent: 5 } });
  await prisma.workspaceDaily.deleteMany({ where: { workspaceId } });
  const name = { workspace: "acme", campaign: publicId("cmp", campaignId) };
  const day = { workspace: "acme", campaign: null, at: "2026-03-01", stored: 0, counted: 3 };
  expect(await disagreements(ctx)).toEqual([
    { ...name, what: "audience", at: null, stored: 4, counted: 3 },
    { ...name, what: "campaign_totals.complained", at: null, stored: 1, counted: 0 },
    { ...name, what: "campaign_totals.delivered", at: null, stored: 2, counted: 3 },
    { ...name, what: "campaign_hourly.sent", at: "2026-03-01T21:00Z", stored: 5, counted: 3 },
    { ...day, what: "workspace_daily.delivered" },
    { ...day, what: "workspace_daily.sent" },
  ]);
});

test("a row of the ledger that was changed or lost is found, and other workspaces are not looked at", async () => {
  const [ctx, other] = [await testWorkspace(), await testWorkspace()];
  const occurredAt = new Date("2026-03-01T21:30:00Z");
  for (const each of [ctx, other]) {
    const { messages } = await sentCampaign(each, { recipients: 2, status: "sent" });
    await recordEvents(
      each,
      messages.map(({ id }) => ({ type: "message.sent", messageId: id, occurredAt })),
    );
  }
  const { workspaceId } = ctx;
  const first = await prisma.message.findFirstOrThrow({ where: { workspaceId } });
  await prisma.message.delete({ where: { workspaceId_id: { workspaceId, id: first.id } } });
  expect(await whatOf(ctx)).toEqual([
    "audience",
    "campaign_hourly.delivered",
    "campaign_hourly.sent",
    "campaign_totals.delivered",
    "campaign_totals.sent",
    "workspace_daily.delivered",
    "workspace_daily.sent",
  ]);
  expect(await whatOf(other)).toEqual([]);
});

test("a campaign whose audience is still being frozen has no number to hold it to", async () => {
  const ctx = await testWorkspace();
  const { campaignId } = await sentCampaign(ctx, { recipients: 2 });
  const where = { workspaceId_id: { workspaceId: ctx.workspaceId, id: campaignId } };
  await prisma.campaign.update({ where, data: { audienceCount: 9 } });
  expect(await whatOf(ctx)).toEqual(["audience"]);
  await prisma.campaign.update({ where, data: { audienceCount: null } });
  expect(await whatOf(ctx)).toEqual([]);
});

test("more campaigns than a page are all looked at", async () => {
  const ctx = await testWorkspace();
  const { workspaceId } = ctx;
  await prisma.campaign.createMany({
    data: Array.from({ length: 205 }, (_, n) => ({
      workspaceId,
      id: newId(),
      name: `Campaign ${n}`,
      status: "sent" as const,
    })),
  });
  let campaigns = 0;
  for await (const { campaign } of verifyLedger(ctx, "acme")) campaigns += campaign ? 1 : 0;
  expect(campaigns).toBe(205);
});
