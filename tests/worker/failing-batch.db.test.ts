import { expect, test } from "vitest";
import { campaignProgress } from "@/lib/campaigns/progress/progress";
import { MemoryTransport } from "@/lib/mail/transports/memory";
import { Dispatcher } from "@/lib/sending/engine/dispatch";
import { freeLocalLeases } from "@/lib/sending/engine/resume-batches";
import { launchedCampaign, statuses, through } from "./sending-fixture";

test("a batch that fails the same way again and again is shown on its campaign, and no longer once it is sent", async () => {
  const campaign = await launchedCampaign(3);
  const { ctx, campaignId } = campaign;
  const openTransport = () => {
    throw new Error("function nobody_has(integer) does not exist");
  };
  for (let tries = 1; tries <= 3; tries++) {
    expect((await campaignProgress(ctx, campaignId)).failing).toBeNull();
    await new Dispatcher({ openTransport }).drain(new Date(Date.now() + 2000));
    // As the sending loop does every ten seconds.
    expect(await freeLocalLeases()).toBe(1);
  }
  expect((await campaignProgress(ctx, campaignId)).failing).toMatchObject({
    step: "send",
    reason: "function nobody_has(integer) does not exist",
    count: 3,
  });
  await new Dispatcher(through(new MemoryTransport())).drain(new Date(Date.now() + 5000));
  expect(await statuses(campaign)).toEqual({ sent: 3 });
  expect(await ctx.db.repeatedFailure.count({ where: { campaignId } })).toBe(0);
});
