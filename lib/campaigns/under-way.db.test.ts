import { describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { prisma } from "@/lib/db/client";
import { launched, messagesOf, statusOf } from "@/tests/support/ready-campaign";
import { cancelCampaign, cancelRemaining } from "./cancel-campaign";
import { pauseCampaign, resumeCampaign } from "./pause-campaign";
import { campaignProgress } from "./progress";

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
    await prisma.campaignBatch.updateMany({ where: { campaignId }, data: { status: "done" } });
    await resumeCampaign(ctx, { campaignId });
    expect(await statusOf(ready)).toBe("sent");
  });

  test("cancelling closes the ledger: what had left stays, what waited is cancelled", async () => {
    const ready = await launched();
    const { ctx, campaignId } = ready;
    const [first] = await messagesOf(ready);
    await prisma.message.update({ where: { id: first!.id }, data: { status: "sent", sentAt: new Date() } });
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

  test("cancelling what a worker left behind when it died ends too: what it had begun is unconfirmed", async () => {
    const ready = await launched();
    const { ctx, campaignId } = ready;
    const [first] = await messagesOf(ready);
    await prisma.message.update({ where: { id: first!.id }, data: { status: "sending", sendingAt: new Date() } });
    const lease = { status: "leased" as const, leasedBy: "dead", leasedUntil: new Date(Date.now() + 30_000) };
    await prisma.campaignBatch.updateMany({ where: { campaignId }, data: lease });
    await cancelCampaign(ctx, { campaignId });
    await cancelRemaining(ctx, campaignId);
    expect((await campaignProgress(ctx, campaignId)).ledger, "its lease still runs").toMatchObject({ pending: 1 });
    const later: Ctx = { ...ctx, now: () => new Date(Date.now() + 61_000) };
    await cancelRemaining(later, campaignId);
    const { ledger } = await campaignProgress(later, campaignId);
    expect(ledger).toMatchObject({ audience: 3, unconfirmed: 1, skipped: 2, pending: 0, balanced: true });
    expect(await prisma.campaignBatch.count({ where: { campaignId, status: { not: "done" } } })).toBe(0);
  });
});
