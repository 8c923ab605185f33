import { expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { readyCampaign } from "@/tests/support/ready-campaign";
import { launchCampaign } from "./launch-campaign";
import { pickUpOverdue } from "./pick-up";
import { scheduleCampaign } from "./schedule-campaign";

const later = (ctx: Ctx, minutes: number): Ctx => ({ ...ctx, now: () => new Date(Date.now() + minutes * 60_000) });
const jobs = (name: string, campaignId: string) =>
  prisma.$queryRaw<unknown[]>`select 1 from queue.job where name = ${name} and data->>'campaignId' = ${campaignId}`;

test("a campaign whose job was lost is picked up, one that is in time is left alone", async () => {
  const [scheduled, preparing] = [await readyCampaign(), await readyCampaign()];
  const at = new Date(Date.now() + 60_000).toISOString();
  await scheduleCampaign(scheduled.ctx, { campaignId: scheduled.campaignId, at });
  await launchCampaign(preparing.ctx, { campaignId: preparing.campaignId });
  await prisma.$executeRaw`delete from queue.job`;
  expect(await pickUpOverdue(scheduled.ctx)).toBe(0);
  expect(await pickUpOverdue(later(scheduled.ctx, 15))).toBe(2);
  expect(await jobs("campaigns.launch-scheduled", scheduled.campaignId)).toHaveLength(1);
  expect(await jobs("campaigns.prepare", preparing.campaignId)).toHaveLength(1);
});

test("one for each recipient's local time is picked up when the first zone has reached it", async () => {
  const { ctx, campaignId } = await readyCampaign();
  // The workspace's zone is UTC, the first one is 14 hours ahead.
  const at = new Date(Date.now() + 20 * 3_600_000).toISOString();
  await scheduleCampaign(ctx, { campaignId, at, localTime: true });
  await prisma.$executeRaw`delete from queue.job`;
  await pickUpOverdue(later(ctx, 5 * 60));
  expect(await jobs("campaigns.launch-scheduled", campaignId)).toHaveLength(0);
  await pickUpOverdue(later(ctx, 6 * 60 + 5));
  expect(await jobs("campaigns.launch-scheduled", campaignId)).toHaveLength(1);
});
