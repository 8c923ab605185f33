import { expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { learnLanguages } from "@/lib/language/server";
import { planGroup } from "@/lib/sending/pacing/plan-group";
import { testMember, testWorkspace } from "@/tests/support/db";
import { findWarmups } from "./queries";
import { releaseHold } from "./release-hold";
import { startWarmup } from "./start-warmup";
import { stopWarmup } from "./stop-warmup";
import { warmupActive } from "./warmup-active";
import { forgetWarmup, warmupCacheKey, warmupToday } from "./warmup-today";
import { watchWarmups } from "./watch-warmups";

const day = 86_400_000;
const later = (ctx: Ctx, days: number): Ctx => ({ ...ctx, now: () => new Date(Date.now() + days * day) });

async function setUp(ramp: { startPerDay: number; growth?: number; targetPerDay?: number; providerShare?: number }) {
  const ctx = await testWorkspace();
  const key = () => ({ workspaceId: ctx.workspaceId, id: newId() });
  const name = `${newId()}.example`;
  const domain = await prisma.sendingDomain.create({ data: { ...key(), name, returnPathHost: `bounce.${name}` } });
  const transport = await prisma.transport.create({ data: { ...key(), name: "Out", kind: "mailbox" } });
  const plan = await startWarmup(ctx, { domainId: domain.id, targetPerDay: 10_000, ...ramp });
  const send = (count: number, domains = ["nowhere.test"], lane: "bulk" | "priority" = "bulk") => {
    forgetWarmup(warmupCacheKey(ctx, name));
    const messages = Array.from({ length: count }, (_, index) => ({
      messageId: newId(),
      emailDomain: domains[index % domains.length] ?? "",
    }));
    return planGroup(ctx, { transport, campaign: null, sendingDomain: name, lane, messages });
  };
  const at = (days: number) => {
    forgetWarmup(warmupCacheKey(ctx, name));
    return warmupToday(later(ctx, days), name);
  };
  return { ctx, domain, transport, plan, name, send, at };
}

test("a day's volume is a ceiling for bulk, shared by all groups, and counted for tests too", async () => {
  const { send, ctx, name } = await setUp({ startPerDay: 100 });
  expect(await warmupActive(ctx, name)).toBe(true);
  expect(await warmupActive(ctx, "another.example")).toBe(false);
  const plans = await Promise.all([send(40), send(40), send(40), send(40)]);
  expect(plans.reduce((sum, { now }) => sum + now.length, 0)).toBe(100);
  const full = await send(10);
  expect(full.now).toEqual([]);
  expect(full.later?.getTime()).toBeGreaterThanOrEqual(new Date().setUTCHours(24, 0, 0, 0));
  expect((await send(3, undefined, "priority")).now).toHaveLength(3);
  const [view] = await findWarmups(ctx);
  expect(view?.plan).toMatchObject({ allowedToday: 100, usedToday: 103, dayNumber: 1 });
});

test("no mailbox provider gets more than its share of a day", async () => {
  const { send } = await setUp({ startPerDay: 100, providerShare: 0.3 });
  const mixed = await send(80, ["gmail.com", "nowhere.test"]);
  expect(mixed.now).toHaveLength(70);
  expect((await send(20, ["gmail.com"])).now).toHaveLength(0);
  expect((await send(20, ["yahoo.com"])).now).toHaveLength(20);
});

test("the volume grows by days that were used, whoever comes first", async () => {
  const { send, at, ctx } = await setUp({ startPerDay: 100, growth: 1.5, targetPerDay: 200 });
  await send(49);
  expect((await findWarmups(later(ctx, 1)))[0]?.plan).toMatchObject({ allowedToday: 100, dayNumber: 1 });
  expect(await at(1)).toMatchObject({ allowed: 100 });
  const { key } = (await at(1)) ?? { key: "" };
  await prisma.paceCounter.create({ data: { workspaceId: ctx.workspaceId, key, used: 50 } });
  // What the page says before the first mail of the day is what holds after it.
  expect((await findWarmups(later(ctx, 2)))[0]?.plan).toMatchObject({
    allowedToday: 150,
    usedToday: 0,
    dayNumber: 2,
    totalDays: 3,
    days: [{ used: 49 }, { used: 50 }, { allowed: 150, used: 0 }, { allowed: 200, used: null }],
  });
  const both = await Promise.all([at(2), at(2)]);
  for (const today of both) expect(today).toMatchObject({ allowed: 150 });
  await prisma.paceCounter.create({ data: { workspaceId: ctx.workspaceId, key: both[0]?.key ?? "", used: 150 } });
  const target = await at(3);
  expect(target).toMatchObject({ allowed: 200 });
  await prisma.paceCounter.create({ data: { workspaceId: ctx.workspaceId, key: target?.key ?? "", used: 200 } });
  expect(await at(4)).toBeNull();
  expect(await findWarmups(ctx)).toMatchObject([{ plan: null, ended: { reason: "finished" } }]);
});

async function day24h(ctx: Ctx, domainName: string, counts: { sent: number; bounced?: number; complained?: number }) {
  const campaignId = newId();
  const row = { workspaceId: ctx.workspaceId, campaignId };
  await prisma.campaign.create({ data: { workspaceId: ctx.workspaceId, id: campaignId, name: "June" } });
  await prisma.campaignVariant.create({
    data: { ...row, id: newId(), subject: "Hi", fromName: "A", fromEmail: `a@${domainName}`, compiled: {}, bytes: 1 },
  });
  const hour = new Date(new Date().setUTCMinutes(0, 0, 0));
  await prisma.campaignHourly.create({ data: { ...row, hour, ...counts } });
  return campaignId;
}

test("a bad day holds the warm-up, goes a step back, says why, and continues when a person says so", async () => {
  learnLanguages();
  const { ctx, domain, send, name, plan } = await setUp({ startPerDay: 100 });
  await prisma.warmupPlan.updateMany({ where: { workspaceId: ctx.workspaceId }, data: { step: 2 } });
  await day24h(ctx, name, { sent: 100, bounced: 4 });
  expect(await watchWarmups(ctx)).toBe(0);
  await day24h(ctx, name, { sent: 10, bounced: 9 });
  expect(await watchWarmups(ctx)).toBe(1);
  expect(await watchWarmups(ctx)).toBe(0);
  const held = await prisma.warmupPlan.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId, id: plan.id } });
  expect(held).toMatchObject({ step: 1, holdReason: "10.6% of the last day's 123 messages bounced; the limit is 5%." });
  const [told, ...others] = await prisma.notification.findMany({
    where: { workspaceId: ctx.workspaceId, kind: "warmup.held" },
  });
  expect(others).toEqual([]);
  expect(told?.body).toContain(held.holdReason);
  expect(JSON.stringify(told?.translations)).not.toContain("messages bounced");
  expect(await send(5)).toMatchObject({ now: [], later: held.holdUntil });
  expect((await send(5, undefined, "priority")).now).toHaveLength(5);

  await releaseHold(ctx, { domainId: domain.id });
  expect((await send(5)).now).toHaveLength(5);
  expect(await watchWarmups(ctx)).toBe(0);
});

test("deferrals hold it too, greylisting does not, and few messages prove nothing", async () => {
  const { ctx, name } = await setUp({ startPerDay: 100 });
  const campaignId = await day24h(ctx, name, { sent: 60 });
  const put = (category: string, count: number) =>
    prisma.event.createMany({
      data: Array.from({ length: count }, () => ({
        workspaceId: ctx.workspaceId,
        id: newId(),
        type: "message.deferred",
        occurredAt: new Date(),
        messageId: newId(),
        campaignId,
        data: { category },
      })),
    });
  await put("greylist", 30);
  expect(await watchWarmups(ctx)).toBe(0);
  await put("throttled", 7);
  expect(await watchWarmups(ctx)).toBe(1);
  const small = await setUp({ startPerDay: 100 });
  await day24h(small.ctx, small.name, { sent: 30, bounced: 19 });
  expect(await watchWarmups(small.ctx)).toBe(0);
});

test("one plan at a time, by those who may, and stopping it ends the limits", async () => {
  const { ctx, domain, send, name } = await setUp({ startPerDay: 10 });
  await expect(startWarmup(ctx, { domainId: domain.id })).rejects.toMatchObject({ code: "conflict" });
  const marketer = await testMember(ctx, "marketer");
  await expect(stopWarmup(marketer, { domainId: domain.id })).rejects.toMatchObject({ code: "forbidden" });
  const stranger = await testWorkspace();
  await expect(stopWarmup(stranger, { domainId: domain.id })).rejects.toMatchObject({ code: "not_found" });
  expect((await send(50)).now).toHaveLength(10);
  await stopWarmup(ctx, { domainId: domain.id });
  await stopWarmup(ctx, { domainId: domain.id });
  expect((await send(50)).now).toHaveLength(50);
  expect(await warmupActive(ctx, name)).toBe(false);
  await startWarmup(ctx, { domainId: domain.id });
});
