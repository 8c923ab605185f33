import { describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { cancelCampaign } from "@/lib/campaigns/lifecycle/cancel-campaign";
import { cancelRemaining } from "@/lib/campaigns/lifecycle/cancel-remaining";
import { pauseCampaign, resumeCampaign } from "@/lib/campaigns/lifecycle/pause-campaign";
import { campaignProgress } from "@/lib/campaigns/progress/progress";
import { newHolder } from "@/lib/sending/engine/holder";
import { launched, messagesOf, statusOf } from "@/tests/support/ready-campaign";

describe("under way", () => {
  test("pause and resume, as often as asked", async () => {
    const ready = await launched();
    const { ctx, campaignId } = ready;
    await pauseCampaign(ctx, { campaignId });
    await pauseCampaign(ctx, { campaignId });
    expect(await statusOf(ready)).toBe("paused");
    await resumeCampaign(ctx, { campaignId });
    await resumeCampaign(ctx, { campaignId });
    expect(await statusOf(ready)).toBe("sending");
    const progress = await campaignProgress(ctx, campaignId);
    expect(progress).toMatchObject({ pausedAt: null, askAgainMs: expect.any(Number) });
  });

  test("resuming what has nothing left to send ends it", async () => {
    const ready = await launched();
    const { ctx, campaignId } = ready;
    await pauseCampaign(ctx, { campaignId });
    await prisma.campaignBatch.updateMany({
      where: { workspaceId: ctx.workspaceId, campaignId },
      data: { status: "done", finishedAt: new Date() },
    });
    await resumeCampaign(ctx, { campaignId });
    expect(await statusOf(ready)).toBe("sent");
  });

  test("cancelling closes the ledger: what had left stays, what waited is cancelled", async () => {
    const ready = await launched();
    const { ctx, campaignId } = ready;
    const [first] = await messagesOf(ready);
    await prisma.message.update({
      where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: first!.id } },
      data: { status: "sent", sentAt: new Date() },
    });
    await cancelCampaign(ctx, { campaignId });
    expect(await statusOf(ready)).toBe("cancelled");
    await cancelRemaining(ctx, campaignId);
    await cancelRemaining(ctx, campaignId);
    const { ledger } = await campaignProgress(ctx, campaignId);
    expect(ledger).toMatchObject({ audience: 3, delivered: 1, skipped: 2, pending: 0, balanced: true });
    expect(ledger.reasons).toEqual([{ kind: "skipped", reason: "cancelled", count: 2 }]);
    const muchLater: Ctx = { ...ctx, now: () => new Date(Date.now() + 3_600_000) };
    expect((await campaignProgress(muchLater, campaignId)).askAgainMs).toBeNull();
    await expect(resumeCampaign(ctx, { campaignId })).rejects.toMatchObject({ code: "conflict" });
  });

  test("cancelling leaves what a worker has in its hands alone, and settles it once the worker is gone", async () => {
    const ready = await launched();
    const { ctx, campaignId } = ready;
    const [first] = await messagesOf(ready);
    // A holder of this process that it no longer works on: gone.
    const lease = { status: "leased" as const, leasedBy: newHolder(), inHand: [first!.id] };
    const runs = { ...lease, leasedUntil: new Date(Date.now() + 30_000) };
    await prisma.campaignBatch.updateMany({ where: { workspaceId: ctx.workspaceId, campaignId }, data: runs });
    await cancelCampaign(ctx, { campaignId });
    expect(await cancelRemaining(ctx, campaignId), "its lease still runs").toBe(1);
    expect((await messagesOf(ready)).map(({ status }) => status)).toEqual(["pending", "cancelled", "cancelled"]);
    await prisma.campaignBatch.updateMany({
      where: { workspaceId: ctx.workspaceId, campaignId },
      data: { leasedUntil: new Date(Date.now() - 1000) },
    });
    expect(await cancelRemaining(ctx, campaignId)).toBe(0);
    const { ledger } = await campaignProgress(ctx, campaignId);
    expect(ledger).toMatchObject({ audience: 3, unconfirmed: 1, skipped: 2, pending: 0, balanced: true });
    expect(
      await prisma.campaignBatch.count({
        where: { workspaceId: ctx.workspaceId, campaignId, status: { not: "done" } },
      }),
    ).toBe(0);
  });

  test("cancelling ends what was put off for another try", async () => {
    const ready = await launched();
    const { ctx, campaignId } = ready;
    const [first] = await messagesOf(ready);
    const again = new Date(Date.now() + 600_000);
    await prisma.message.update({
      where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: first!.id } },
      data: { status: "deferred", nextAttemptAt: again },
    });
    await prisma.campaignBatch.updateMany({
      where: { workspaceId: ctx.workspaceId, campaignId },
      data: { status: "done", dueAt: again },
    });
    await cancelCampaign(ctx, { campaignId });
    expect(await cancelRemaining(ctx, campaignId)).toBe(0);
    expect((await messagesOf(ready)).map(({ status }) => status)).toEqual(["cancelled", "cancelled", "cancelled"]);
    expect(
      await prisma.campaignBatch.count({ where: { workspaceId: ctx.workspaceId, campaignId, dueAt: { not: null } } }),
    ).toBe(0);
  });
});
