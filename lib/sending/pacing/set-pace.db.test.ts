import { expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { testMember, testWorkspace } from "@/tests/support/db";
import { sweepCounters } from "./jobs";
import { findPaces } from "./queries";
import { recoverPace } from "./recover-pace";
import { getRetrySettings, retrySettings, updateRetrySettings } from "./retry-settings";
import { resetPace, setPace } from "./set-pace";
import { takePace } from "./take";

async function testTransport(ctx: Ctx, kind: "smtp" | "ses" = "smtp") {
  return prisma.transport.create({
    data: { workspaceId: ctx.workspaceId, id: newId(), name: "Out", kind, maxPerDay: 90 },
  });
}

const none = { maxPerSecond: null, maxPerMinute: null, maxPerHour: null, maxPerDay: null };

test("limits of a person replace the defaults until these are asked for again, and are audited", async () => {
  const ctx = await testWorkspace();
  const { id: transportId } = await testTransport(ctx);
  const gmail = async () => (await findPaces(ctx))[0]?.providers.find(({ provider }) => provider === "gmail");
  expect(await gmail()).toMatchObject({ source: "default", limits: { ...none, maxPerSecond: 23 }, slow: null });
  await setPace(ctx, { transportId, provider: "gmail", ...none, maxPerSecond: 0.5, maxPerDay: 700 });
  expect(await gmail()).toMatchObject({ source: "custom", limits: { ...none, maxPerSecond: 0.5, maxPerDay: 700 } });
  await setPace(ctx, { transportId, provider: "gmail", ...none });
  expect(await gmail()).toMatchObject({ source: "custom", limits: none });
  await resetPace(ctx, { transportId, provider: "gmail" });
  expect(await gmail()).toMatchObject({ source: "default", limits: { ...none, maxPerSecond: 23 } });
  expect(await prisma.auditEntry.count({ where: { workspaceId: ctx.workspaceId, action: "pacing.updated" } })).toBe(3);
});

test("a slow-down is shown first with its reason, and ends when a person says so; limits stay", async () => {
  const ctx = await testWorkspace();
  const { id: transportId } = await testTransport(ctx);
  await setPace(ctx, { transportId, provider: "orange", ...none, maxPerHour: 50 });
  const now = new Date();
  await prisma.pacingRule.updateMany({
    where: { workspaceId: ctx.workspaceId },
    data: {
      currentPerSecond: 1,
      slowedAt: now,
      cleanSince: now,
      reason: "421 Trop de connexions",
      hits: 2,
      hitsFrom: now,
    },
  });
  expect((await findPaces(ctx))[0]?.providers[0]).toMatchObject({
    provider: "orange",
    label: "Orange",
    limits: { maxPerHour: 50 },
    slow: { perSecond: 1, since: now.toISOString(), suspendedUntil: null, reason: "421 Trop de connexions" },
  });
  await recoverPace(ctx, { transportId, provider: "orange" });
  await recoverPace(ctx, { transportId, provider: "gmail" });
  expect((await findPaces(ctx))[0]?.providers[0]).toMatchObject({
    provider: "orange",
    slow: null,
    limits: { maxPerHour: 50 },
  });
});

test("what a transport has used today is counted from the limit's own counter", async () => {
  const ctx = await testWorkspace();
  const { id } = await testTransport(ctx, "ses");
  expect(await findPaces(ctx)).toMatchObject([{ usedToday: 0, usedThisHour: null, providers: [] }]);
  await takePace(ctx.workspaceId, [{ key: `t/${id}/day`, lane: null, max: 90, window: "day" }], [33], false);
  expect(await findPaces(ctx)).toMatchObject([{ usedToday: 33 }]);
  const tomorrow = { ...ctx, now: () => new Date(Date.now() + 86_400_000) };
  expect(await findPaces(tomorrow)).toMatchObject([{ usedToday: 0 }]);
});

test("only those who manage sending change it, and only their own transports", async () => {
  const ctx = await testWorkspace();
  const { id: transportId } = await testTransport(ctx);
  const marketer = await testMember(ctx, "marketer");
  await expect(setPace(marketer, { transportId, provider: "gmail", ...none })).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(updateRetrySettings(marketer, { retryHours: 30 })).rejects.toMatchObject({ code: "forbidden" });
  const stranger = await testWorkspace();
  for (const change of [
    () => setPace(stranger, { transportId, provider: "gmail", ...none }),
    () => resetPace(stranger, { transportId, provider: "gmail" }),
    () => recoverPace(stranger, { transportId, provider: "gmail" }),
  ]) {
    await expect(change()).rejects.toMatchObject({ code: "not_found" });
  }
  await expect(setPace(ctx, { transportId, provider: "nobody", ...none })).rejects.toThrow("Choose who receives");
});

test("how long mail is tried, beside the workspace's other settings", async () => {
  const ctx = await testWorkspace();
  await prisma.workspace.update({ where: { id: ctx.workspaceId }, data: { settings: { other: 1 } } });
  expect(await getRetrySettings(ctx)).toEqual({ retryHours: 24 });
  await updateRetrySettings(ctx, { retryHours: 72 });
  expect(await getRetrySettings(ctx)).toEqual({ retryHours: 72 });
  await expect(updateRetrySettings(ctx, { retryHours: 73 })).rejects.toThrow("At most 72 hours.");
  const { settings } = await prisma.workspace.findUniqueOrThrow({ where: { id: ctx.workspaceId } });
  expect(settings).toEqual({ other: 1, retries: { retryHours: 72 } });
  expect(retrySettings.read({ retries: { retryHours: "soon" } })).toEqual({ retryHours: 24 });
});

test("old counters are swept; the days of a warm-up are its history", async () => {
  const ctx = await testWorkspace();
  const row = { workspaceId: ctx.workspaceId, touchedAt: new Date(Date.now() - 10 * 86_400_000) };
  await prisma.paceCounter.createMany({
    data: [
      { ...row, key: "c/old/second" },
      { ...row, key: "w/plan/2026-11-01" },
      { ...row, key: "t/new/day", touchedAt: new Date() },
    ],
  });
  await sweepCounters(ctx);
  const left = await prisma.paceCounter.findMany({ where: { workspaceId: ctx.workspaceId }, orderBy: { key: "asc" } });
  expect(left.map(({ key }) => key)).toEqual(["t/new/day", "w/plan/2026-11-01"]);
});
