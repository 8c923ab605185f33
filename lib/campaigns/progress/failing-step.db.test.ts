import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { readiness } from "@/lib/base/health/readiness";
import { prepareCampaignJob } from "@/lib/campaigns/freeze/prepare-job";
import { launchCampaign } from "@/lib/campaigns/lifecycle/launch-campaign";
import { readyCampaign, statusOf } from "@/tests/support/ready-campaign";
import { campaignProgress } from "./progress";

test("a campaign that cannot be got ready says so with the reason, and no longer once it can", async () => {
  const ready = await readyCampaign();
  const { ctx, campaignId } = ready;
  const other = await readyCampaign();
  await launchCampaign(ctx, { campaignId });
  await launchCampaign(other.ctx, { campaignId: other.campaignId });
  const prepare = () => prepareCampaignJob.runStored({ workspaceId: ctx.workspaceId, campaignId });

  // As on a server that does not have a function which the statement calls.
  await prisma.$executeRaw`alter function new_id() rename to new_id_of_another_version`;
  for (let tries = 0; tries < 2; tries++) await expect(prepare()).rejects.toThrow();
  expect((await campaignProgress(ctx, campaignId)).failing).toBeNull();
  await expect(prepare()).rejects.toThrow();
  const { failing } = await campaignProgress(ctx, campaignId);
  expect(failing).toMatchObject({ step: "prepare", reason: "function new_id() does not exist", count: 3 });
  expect((await campaignProgress(other.ctx, other.campaignId)).failing).toBeNull();
  expect((await readiness()).checks.jobs.problem).toContain("campaigns.prepare failed 3 times");
  expect(await statusOf(ready)).toBe("preparing");

  await prisma.$executeRaw`alter function new_id_of_another_version() rename to new_id`;
  await prepare();
  expect((await campaignProgress(ctx, campaignId)).failing).toBeNull();
  expect((await readiness()).checks.jobs).toEqual({ ok: true });
});
