import { expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { prisma } from "@/lib/db/client";
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
