import { expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId, publicId } from "@/lib/base/db/ids";
import { recordEvents } from "@/lib/events/door/record-events";
import { testMember, testWorkspace } from "@/tests/support/db";
import { sentCampaign } from "@/tests/support/sent-campaign";
import { watchAllRates, watchRates } from "./watch-rates";

const NOW = new Date("2026-06-15T10:25:00Z");
const hoursAgo = (hours: number) => new Date(Date.UTC(2026, 5, 15, 10 - hours));

async function workspaceAt(now = NOW): Promise<Ctx> {
  return { ...(await testWorkspace()), now: () => now };
}

interface Counts {
  sent: number;
  delivered?: number;
  bounced?: number;
  complained?: number;
}

async function campaignWith(ctx: Ctx, name: string, hours: Record<number, Counts>): Promise<string> {
  const { workspaceId } = ctx;
  const id = newId();
  await prisma.campaign.create({ data: { workspaceId, id, name, status: "sending", startedAt: hoursAgo(100) } });
  await prisma.campaignHourly.createMany({
    data: Object.entries(hours).map(([ago, counts]) => ({
      workspaceId,
      campaignId: id,
      hour: hoursAgo(Number(ago)),
      ...counts,
    })),
  });
  return id;
}

const reported = (ctx: Ctx) =>
  prisma.notification.findMany({ where: { workspaceId: ctx.workspaceId }, orderBy: { kind: "asc" } });

test("a day of bounces far over the usual is reported once, with its campaign, and mailed to admins", async () => {
  const ctx = await workspaceAt();
  await testMember(ctx, "admin");
  await campaignWith(ctx, "Quiet", { 200: { sent: 5_000, bounced: 25 }, 5: { sent: 100 } });
  const bad = await campaignWith(ctx, "Old list", { 3: { sent: 2_000, bounced: 100 } });
  expect(await watchRates(ctx)).toBe(1);
  expect(await watchRates(ctx)).toBe(0);
  const [notification] = await reported(ctx);
  expect(notification).toMatchObject({
    kind: "rate.bounce_risen",
    severity: "danger",
    href: `/campaigns/${publicId("cmp", bad)}/report`,
  });
  expect(notification?.body).toContain("4.8% of 2,100 messages bounced in the last day (100). Usually 0.5%");
  expect(notification?.body).toContain("“Old list”");
  expect(await watchRates({ ...ctx, now: () => new Date(NOW.getTime() + 86_400_000) })).toBe(0);
});

test("the last hour alone is enough, and complaints count against what was delivered in three days", async () => {
  const ctx = await workspaceAt();
  await campaignWith(ctx, "Big", {
    300: { sent: 50_000, delivered: 50_000, bounced: 100, complained: 2 },
    20: { sent: 40_000, delivered: 40_000, bounced: 80 },
    0: { sent: 1_000, delivered: 970, bounced: 30 },
  });
  await watchRates(ctx);
  expect((await reported(ctx)).map(({ kind }) => kind)).toEqual(["rate.bounce_risen"]);
  const other = await workspaceAt();
  await campaignWith(other, "Late", { 50: { sent: 10_000, delivered: 10_000 }, 1: { sent: 0, complained: 12 } });
  await watchRates(other);
  expect(await reported(other)).toMatchObject([{ kind: "rate.complaint_risen", severity: "danger" }]);
});

test("deferrals are counted by message, from the events of what is under way", async () => {
  const ctx = { ...(await testWorkspace()), now: () => new Date() };
  const { campaignId, messages } = await sentCampaign(ctx, { recipients: 12 });
  await prisma.campaign.updateMany({
    where: { workspaceId: ctx.workspaceId, id: campaignId },
    data: { startedAt: new Date() },
  });
  const hour = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000);
  await prisma.campaignHourly.create({ data: { workspaceId: ctx.workspaceId, campaignId, hour, sent: 400 } });
  const defer = (count: number) =>
    recordEvents(
      ctx,
      messages
        .slice(0, count)
        .flatMap(({ id }) =>
          [0, 1, 2, 3, 4].map(() => ({ type: "message.deferred" as const, occurredAt: new Date(), messageId: id })),
        ),
    );
  await defer(12);
  // 60 tries, but 12 of 400 messages: 3 %.
  expect(await watchRates(ctx)).toBe(0);
  await prisma.campaignHourly.updateMany({ where: { workspaceId: ctx.workspaceId, campaignId }, data: { sent: 100 } });
  expect(await watchRates(ctx)).toBe(0);
  await prisma.campaignTotals.deleteMany({ where: { workspaceId: ctx.workspaceId, campaignId } });
  const more = await sentCampaign(ctx, { recipients: 50 });
  await prisma.campaign.updateMany({
    where: { workspaceId: ctx.workspaceId, id: more.campaignId },
    data: { startedAt: new Date() },
  });
  await prisma.campaignHourly.updateMany({ where: { workspaceId: ctx.workspaceId, campaignId }, data: { sent: 400 } });
  await recordEvents(
    ctx,
    more.messages.map(({ id }) => ({ type: "message.deferred" as const, occurredAt: new Date(), messageId: id })),
  );
  expect(await watchRates(ctx)).toBe(1);
  expect(await reported(ctx)).toMatchObject([
    { kind: "rate.deferral_risen", href: `/campaigns/${publicId("cmp", campaignId)}/report` },
  ]);
});

test("the job looks at every workspace that sends, and one that fails does not stop the others", async () => {
  const [one, quiet] = [await workspaceAt(), await workspaceAt()];
  await campaignWith(one, "Bad", { 2: { sent: 1_000, bounced: 60 } });
  await prisma.campaign.create({ data: { workspaceId: quiet.workspaceId, id: newId(), name: "Draft" } });
  expect(await watchAllRates(one)).toBeGreaterThanOrEqual(1);
  expect(await reported(one)).toHaveLength(1);
  expect(await reported(quiet)).toEqual([]);
});
