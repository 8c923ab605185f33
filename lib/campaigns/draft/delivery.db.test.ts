import { expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { excludeDomain } from "@/lib/campaigns/lifecycle/exclude-domain";
import { launchCampaign } from "@/lib/campaigns/lifecycle/launch-campaign";
import { scheduleCampaign, unscheduleCampaign } from "@/lib/campaigns/lifecycle/schedule-campaign";
import { readyCampaign } from "@/tests/support/ready-campaign";
import { findCalendar } from "./calendar";
import { getDraft, getSummary } from "./queries";
import { updateCampaign } from "./update-campaign";
import { updateDelivery } from "./update-delivery";

const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();
const row = (ctx: Ctx, campaignId: string) =>
  prisma.campaign.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId, id: campaignId } });
const jobs = (campaignId: string) => prisma.$queryRaw<{ start_after: Date }[]>`
  select start_after from queue.job where name = 'campaigns.launch-scheduled' and data->>'campaignId' = ${campaignId}
  order by created_on`;
const setStatus = (ctx: Ctx, campaignId: string, status: "sending" | "paused" | "sent") =>
  prisma.campaign.updateMany({
    where: { workspaceId: ctx.workspaceId, id: campaignId },
    data: { status, preparedAt: null },
  });

test("a spread and each recipient's local time exclude each other in a draft: what was chosen last holds", async () => {
  const { ctx, campaignId } = await readyCampaign();
  await updateCampaign(ctx, { campaignId, version: 2, spreadMinutes: 360 });
  await updateCampaign(ctx, { campaignId, version: 3, localTime: true });
  expect(await getDraft(ctx, campaignId)).toMatchObject({ spreadMinutes: null, localTime: true });
  await updateCampaign(ctx, { campaignId, version: 4, spreadMinutes: 15 });
  expect(await getDraft(ctx, campaignId)).toMatchObject({ spreadMinutes: 15, localTime: false });
  for (const spreadMinutes of [14, 10_081, 20.5]) {
    await expect(updateCampaign(ctx, { campaignId, version: 5, spreadMinutes })).rejects.toThrow();
  }
});

test("a send at each recipient's local time is launched when the first zone reaches it", async () => {
  const { ctx, campaignId } = await readyCampaign();
  const at = hours(20);
  await scheduleCampaign(ctx, { campaignId, at, localTime: true });
  const [job] = await jobs(campaignId);
  const minute = Math.floor(Date.parse(at) / 60_000) * 60_000;
  expect(job?.start_after.getTime()).toBe(minute - 14 * 3_600_000);
  expect(await getSummary(ctx, campaignId)).toMatchObject({ status: "scheduled", localTime: true, scheduledAt: at });
});

test("a scheduled campaign can be moved, and how it leaves changed with it", async () => {
  const { ctx, campaignId } = await readyCampaign();
  await scheduleCampaign(ctx, { campaignId, at: hours(30), localTime: true });
  await scheduleCampaign(ctx, { campaignId, at: hours(40), spreadMinutes: 120 });
  expect(await row(ctx, campaignId)).toMatchObject({ localTime: false, spreadMinutes: 120 });
  await scheduleCampaign(ctx, { campaignId, at: hours(50) });
  expect(await row(ctx, campaignId)).toMatchObject({ localTime: false, spreadMinutes: 120 });
  await scheduleCampaign(ctx, { campaignId, at: hours(50), spreadMinutes: null });
  expect(await row(ctx, campaignId)).toMatchObject({ spreadMinutes: null });
  expect(await jobs(campaignId)).toHaveLength(4);
  await expect(
    scheduleCampaign(ctx, { campaignId, at: hours(50), localTime: true, spreadMinutes: 60 }),
  ).rejects.toThrow(/time zones already/);
});

test("sending now forgets the local time", async () => {
  const { ctx, campaignId } = await readyCampaign();
  await scheduleCampaign(ctx, { campaignId, at: hours(30), localTime: true });
  await launchCampaign(ctx, { campaignId });
  expect((await row(ctx, campaignId)).localTime).toBe(false);
});

test("the spread of a running campaign changes, with an audit entry; that of a draft or a sent one does not", async () => {
  const { ctx, campaignId } = await readyCampaign();
  await expect(updateDelivery(ctx, { campaignId, spreadMinutes: 60 })).rejects.toMatchObject({ code: "conflict" });
  await setStatus(ctx, campaignId, "sending");
  await updateDelivery(ctx, { campaignId, spreadMinutes: 60 });
  await updateDelivery(ctx, { campaignId, spreadMinutes: 60 });
  expect(await row(ctx, campaignId)).toMatchObject({ spreadMinutes: 60 });
  expect(
    await prisma.auditEntry.count({
      where: { workspaceId: ctx.workspaceId, subjectId: campaignId, action: "campaign.delivery_changed" },
    }),
  ).toBe(1);
  await updateDelivery(ctx, { campaignId, spreadMinutes: null });
  expect(await row(ctx, campaignId)).toMatchObject({ spreadMinutes: null });
  await prisma.campaign.updateMany({
    where: { workspaceId: ctx.workspaceId, id: campaignId },
    data: { localTime: true },
  });
  await expect(updateDelivery(ctx, { campaignId, spreadMinutes: 60 })).rejects.toMatchObject({ code: "conflict" });
  await setStatus(ctx, campaignId, "sent");
  await expect(updateDelivery(ctx, { campaignId, spreadMinutes: null })).rejects.toMatchObject({ code: "conflict" });
});

test("a domain is taken out once, as the ledger writes it, and a braked campaign goes on without it", async () => {
  const { ctx, campaignId } = await readyCampaign();
  await expect(excludeDomain(ctx, { campaignId, domain: "a.example" })).rejects.toMatchObject({ code: "conflict" });
  await setStatus(ctx, campaignId, "paused");
  const at = new Date();
  await prisma.campaign.updateMany({
    where: { workspaceId: ctx.workspaceId, id: campaignId },
    data: { pausedAt: at, brakedAt: at, pauseReason: "Why." },
  });
  await excludeDomain(ctx, { campaignId, domain: "someone@Büro.Example" });
  expect(await row(ctx, campaignId)).toMatchObject({ status: "paused", excludedDomains: ["xn--bro-hoa.example"] });
  await excludeDomain(ctx, { campaignId, domain: "büro.example", resume: true });
  expect(await row(ctx, campaignId)).toMatchObject({
    status: "sending",
    excludedDomains: ["xn--bro-hoa.example"],
    pauseReason: null,
    brakeFrom: expect.any(Date),
  });
  expect(
    await prisma.auditEntry.count({
      where: { workspaceId: ctx.workspaceId, subjectId: campaignId, action: "campaign.domain_excluded" },
    }),
  ).toBe(1);
  for (const domain of ["", "localhost", "a b.example", "a..example", "-"]) {
    await expect(excludeDomain(ctx, { campaignId, domain })).rejects.toThrow();
  }
});

test("the calendar shows a local send on its own day, though the first zones get it the day before", async () => {
  const { ctx, campaignId } = await readyCampaign();
  await prisma.campaign.updateMany({
    where: { workspaceId: ctx.workspaceId, id: campaignId },
    data: {
      status: "sending",
      localTime: true,
      scheduledAt: new Date("2027-03-10T09:00:00Z"),
      launchedAt: new Date("2027-03-09T19:00:00Z"),
    },
  });
  const days = await findCalendar(ctx, "2027-03", "UTC");
  expect(days.filter((day) => day.campaigns.length > 0).map((day) => day.date)).toEqual(["2027-03-10"]);
});

test("taking it off the schedule keeps how it is to leave", async () => {
  const { ctx, campaignId } = await readyCampaign();
  await scheduleCampaign(ctx, { campaignId, at: hours(30), spreadMinutes: 120 });
  await unscheduleCampaign(ctx, { campaignId });
  expect(await getDraft(ctx, campaignId)).toMatchObject({ status: "draft", spreadMinutes: 120, scheduledAt: null });
});
