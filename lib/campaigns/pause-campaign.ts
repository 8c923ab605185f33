import { requirePermission } from "@/lib/auth/permissions";
import type { Ctx } from "@/lib/context";
import { inTransaction } from "@/lib/db/transaction";
import { finishCampaign } from "@/lib/sending/finish-campaign";
import { changeStatus } from "./change-status";
import { enqueueBatches } from "./enqueue-batches";
import { lockCampaign } from "./get-campaign";
import { CampaignRef } from "./schema";

/**
 * Stops handing out messages. Batches look at the status between small slices, so within a second nothing new leaves;
 * what a server has already taken counts as sent. Asking twice is fine. `reason` is for the brake, in words.
 */
export async function pauseCampaign(ctx: Ctx, input: CampaignRef & { reason?: string }): Promise<void> {
  requirePermission(ctx, "campaigns.send");
  const { campaignId } = CampaignRef.parse(input);
  await inTransaction(ctx, async (tx) => {
    const before = await lockCampaign(tx, campaignId);
    if (before.status === "paused") return;
    await changeStatus(tx, before, "pause", { pausedAt: tx.now(), pauseReason: input.reason ?? null });
  });
}

/** Goes on where it stopped: every unfinished batch is queued again; what was sent is not sent twice. */
export async function resumeCampaign(ctx: Ctx, input: CampaignRef): Promise<void> {
  requirePermission(ctx, "campaigns.send");
  const { campaignId } = CampaignRef.parse(input);
  await inTransaction(ctx, async (tx) => {
    const before = await lockCampaign(tx, campaignId);
    if (before.status === "sending") return;
    await changeStatus(tx, before, "resume", { pausedAt: null, pauseReason: null });
    if ((await enqueueBatches(tx, campaignId)) === 0) await finishCampaign(tx, campaignId);
  });
}
