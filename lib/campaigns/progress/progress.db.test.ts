import { expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId, publicId } from "@/lib/base/db/ids";
import { recordEvents } from "@/lib/events/door/record-events";
import { findRunningSends } from "@/lib/reports/dashboard";
import { testWorkspace } from "@/tests/support/db";
import { sentCampaign } from "@/tests/support/sent-campaign";
import { campaignProgress } from "./progress";

const ahead = (seconds: number) => new Date(Date.now() + seconds * 1000);

/** A campaign with `recipients` messages that wait, in one batch. */
async function waiting(recipients: number): Promise<{ ctx: Ctx; campaignId: string; ids: string[]; batchId: string }> {
  const ctx = await testWorkspace({ timeZone: "Europe/Berlin" });
  const { campaignId, messages } = await sentCampaign(ctx, { recipients });
  const { workspaceId } = ctx;
  const ids = messages.map(({ id }) => id).sort();
  await prisma.message.updateMany({ where: { workspaceId, campaignId }, data: { status: "pending", sendingAt: null } });
  await prisma.campaign.updateMany({
    where: { workspaceId: ctx.workspaceId, id: campaignId },
    data: { preparedAt: new Date(), startedAt: new Date() },
  });
  const batchId = newId();
  await prisma.campaignBatch.create({
    data: {
      workspaceId,
      id: batchId,
      campaignId,
      position: 0,
      firstMessageId: ids[0]!,
      lastMessageId: ids.at(-1)!,
      size: ids.length,
    },
  });
  return { ctx, campaignId, ids, batchId };
}

const setMessages = (ctx: Ctx, ids: string[], data: Parameters<typeof prisma.message.updateMany>[0]["data"]) =>
  prisma.message.updateMany({ where: { workspaceId: ctx.workspaceId, id: { in: ids } }, data });

test("done comes from the roll-ups and the ledger from the rows", async () => {
  const { ctx, campaignId, ids } = await waiting(6);
  await setMessages(ctx, ids.slice(0, 2), { status: "sent", sendingAt: new Date(), attemptCount: 1 });
  await recordEvents(
    ctx,
    ids.slice(0, 2).map((messageId) => ({ type: "message.sent" as const, messageId, occurredAt: new Date() })),
  );
  const progress = await campaignProgress(ctx, campaignId);
  expect(progress).toMatchObject({
    done: 2,
    toSend: 6,
    adding: false,
    deferred: 0,
    nextTryAt: null,
    wait: null,
    brake: null,
  });
  expect(progress.ledger).toMatchObject({ delivered: 2, pending: 4, audience: 6, balanced: true });
});

test("while recipients are still being added the audience grows and nothing is called complete", async () => {
  const { ctx, campaignId } = await waiting(3);
  await prisma.campaign.updateMany({
    where: { workspaceId: ctx.workspaceId, id: campaignId },
    data: { preparedAt: null, audienceCount: 3 },
  });
  expect(await campaignProgress(ctx, campaignId)).toMatchObject({ adding: true, toSend: 3, done: 0 });
});

test("what is put off shows its number and its next try", async () => {
  const { ctx, campaignId, ids, batchId } = await waiting(4);
  const again = ahead(600);
  await setMessages(ctx, ids.slice(0, 3), {
    status: "deferred",
    nextAttemptAt: again,
    sendingAt: new Date(),
    attemptCount: 1,
  });
  await setMessages(ctx, ids.slice(3), { status: "sent", sentAt: new Date(), sendingAt: new Date(), attemptCount: 2 });
  await prisma.campaignBatch.updateMany({
    where: { workspaceId: ctx.workspaceId, id: batchId },
    data: { status: "done", dueAt: again },
  });
  const progress = await campaignProgress(ctx, campaignId);
  expect(progress).toMatchObject({ deferred: 3, nextTryAt: again.toISOString() });
  expect(progress.providers).toMatchObject([{ id: "other", total: 4, done: 1, deferred: 3, deferralRate: 1 }]);
});

test("the providers of the recipients, the largest first, and who has been slowed down", async () => {
  const { ctx, campaignId, ids } = await waiting(6);
  await setMessages(ctx, ids.slice(0, 3), { emailDomain: "gmail.com", sendingAt: new Date(), attemptCount: 1 });
  await setMessages(ctx, ids.slice(0, 1), { status: "deferred", nextAttemptAt: ahead(60) });
  await setMessages(ctx, ids.slice(3, 5), { emailDomain: "hotmail.com" });
  const transport = await prisma.transport.create({
    data: {
      workspaceId: ctx.workspaceId,
      id: newId(),
      name: "Relay",
      kind: "smtp",
      configSealed: "x",
      isDefault: true,
    },
  });
  const rule = { workspaceId: ctx.workspaceId, transportId: transport.id };
  await prisma.pacingRule.create({
    data: {
      ...rule,
      id: newId(),
      provider: "gmail",
      currentPerSecond: 0.5,
      slowedAt: new Date(),
      cleanSince: new Date(),
      reason: "421 4.7.28",
    },
  });
  await prisma.pacingRule.create({
    data: {
      ...rule,
      id: newId(),
      provider: "microsoft",
      suspendedUntil: ahead(900),
      cleanSince: ahead(900),
      reason: "550 5.7.1",
    },
  });
  const { providers, ceilingSeconds } = await campaignProgress(ctx, campaignId);
  expect(providers).toMatchObject([
    {
      label: "Gmail",
      total: 3,
      done: 0,
      deferred: 1,
      deferralRate: 1 / 3,
      state: "slowed",
      perSecond: 0.5,
      reason: "421 4.7.28",
    },
    { label: "Outlook.com", total: 2, state: "suspended", until: expect.any(String), deferralRate: null },
    { id: "other", total: 1, state: "normal" },
  ]);
  expect(ceilingSeconds, "three messages at one every two seconds").toBe(6);
});

test("when only other time zones are left it says for which time it waits and where", async () => {
  const { ctx, campaignId, ids, batchId } = await waiting(4);
  const scheduledAt = new Date("2026-11-24T08:00:00Z");
  await prisma.campaign.updateMany({
    where: { workspaceId: ctx.workspaceId, id: campaignId },
    data: { localTime: true, scheduledAt },
  });
  await prisma.campaignBatch.updateMany({
    where: { workspaceId: ctx.workspaceId, id: batchId },
    data: { dueAt: ahead(3600), size: 3, lastMessageId: ids[2]! },
  });
  const second = { workspaceId: ctx.workspaceId, campaignId, firstMessageId: ids[3]!, lastMessageId: ids[3]!, size: 1 };
  const last = ahead(7200);
  await prisma.campaignBatch.create({ data: { ...second, id: newId(), position: 1, dueAt: last } });
  expect(await campaignProgress(ctx, campaignId)).toMatchObject({
    localTime: "09:00",
    wait: { kind: "local", zones: 2, people: 4, lastAt: last.toISOString() },
  });
  await prisma.campaignBatch.create({ data: { ...second, id: newId(), position: 2, dueAt: ahead(-1) } });
  expect((await campaignProgress(ctx, campaignId)).wait, "one zone is being sent to").toBeNull();
});

test("a way out that is failing is named; the campaign is stuck only when no other works", async () => {
  const { ctx, campaignId } = await waiting(2);
  const { workspaceId } = ctx;
  const row = { workspaceId, kind: "smtp" as const, configSealed: "x" };
  await prisma.transport.create({
    data: {
      ...row,
      id: newId(),
      name: "smtp.example.com",
      isDefault: true,
      pausedAt: new Date(),
      pausedReason: "535 5.7.8 Bad credentials",
      failureKind: "auth",
    },
  });
  expect(await campaignProgress(ctx, campaignId)).toMatchObject({
    stuck: true,
    failures: [{ name: "smtp.example.com", kind: "auth", reason: "535 5.7.8 Bad credentials", until: null }],
  });
  await prisma.transport.create({ data: { ...row, id: newId(), name: "Spare" } });
  expect(await campaignProgress(ctx, campaignId)).toMatchObject({ stuck: false, failures: [{ kind: "auth" }] });
});

test("why it braked is shown until it is resumed", async () => {
  const { ctx, campaignId } = await waiting(2);
  const at = new Date();
  const top = { domain: "example.net", count: 6, of: 50 };
  const brake = { kind: "hard", rate: 6, limit: 5, count: 6, of: 100, scope: "recent", topDomains: [top] };
  await prisma.campaign.updateMany({
    where: { workspaceId: ctx.workspaceId, id: campaignId },
    data: { status: "paused", pausedAt: at, brakedAt: at, brake, pauseReason: "Why." },
  });
  expect(await campaignProgress(ctx, campaignId)).toMatchObject({ brake, waitingAt: { "example.net": 2 } });
  await prisma.campaign.updateMany({
    where: { workspaceId: ctx.workspaceId, id: campaignId },
    data: { pausedAt: new Date(at.getTime() + 1000) },
  });
  expect((await campaignProgress(ctx, campaignId)).brake, "a person paused it later").toBeNull();
});

test("by provider counts whom mail leaves for, so that the numbers of all providers are those above them and of the ledger", async () => {
  const { ctx, campaignId, ids } = await waiting(8);
  await setMessages(ctx, ids.slice(0, 4), { emailDomain: "gmail.com" });
  await setMessages(ctx, ids.slice(0, 2), { status: "suppressed", skipReason: "unsubscribed" });
  await setMessages(ctx, ids.slice(2, 3), {
    status: "sent",
    sentAt: new Date(),
    sendingAt: new Date(),
    attemptCount: 1,
  });
  await setMessages(ctx, ids.slice(4, 5), { status: "skipped", skipReason: "duplicate" });
  await setMessages(ctx, ids.slice(5, 6), { status: "unconfirmed", sendingAt: new Date(), attemptCount: 1 });
  const { providers, done, toSend, ledger } = await campaignProgress(ctx, campaignId);
  expect(providers).toMatchObject([
    { id: "gmail", total: 2, done: 1 },
    { id: "other", total: 3, done: 1 },
  ]);
  const sum = (pick: (row: (typeof providers)[number]) => number) => providers.reduce((all, row) => all + pick(row), 0);
  expect([sum((row) => row.done), sum((row) => row.total)]).toEqual([done, toSend]);
  const { audience, reasons: _, balanced, ...places } = ledger;
  expect(Object.values(places).reduce((all, count) => all + count, 0)).toBe(audience);
  expect(balanced).toBe(true);
  expect(toSend + ledger.suppressed + ledger.skipped).toBe(audience);
  const [running] = (await findRunningSends(ctx)).filter(({ id }) => id === publicId("cmp", campaignId));
  expect(running).toMatchObject({ done, toSend });
});
