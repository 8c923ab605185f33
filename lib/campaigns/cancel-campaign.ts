import { z } from "zod";
import { requirePermission } from "@/lib/auth/permissions";
import type { Ctx } from "@/lib/context";
import { inTransaction } from "@/lib/db/transaction";
import { defineJob, enqueue } from "@/lib/jobs/define-job";
import { markLost } from "@/lib/sending/mark-lost";
import { changeStatus } from "./change-status";
import { lockCampaign } from "./get-campaign";
import { CampaignRef } from "./schema";

/** After this time no worker holds a batch of a cancelled campaign any more; what it put off meanwhile is closed too. */
const leaseMs = 60_000;

/** Closes the ledger of a cancelled campaign. */
export const cancelRemainingJob = defineJob(
  "campaigns.cancel-remaining",
  z.object({ workspaceId: z.uuid(), campaignId: z.uuid() }),
  (ctx, { campaignId }) => cancelRemaining(ctx, campaignId),
);

/**
 * Ends a campaign for good. The status changes at once, so no worker takes another message; the rows that waited are
 * marked by a job. What has left cannot be called back and stays in the report.
 */
export async function cancelCampaign(ctx: Ctx, input: CampaignRef): Promise<void> {
  requirePermission(ctx, "campaigns.send");
  const { campaignId } = CampaignRef.parse(input);
  await inTransaction(ctx, async (tx) => {
    const before = await lockCampaign(tx, campaignId);
    if (before.status === "cancelled") return;
    await changeStatus(tx, before, "cancel", { cancelledAt: tx.now(), finishedAt: tx.now(), scheduledAt: null });
    await enqueue(tx, cancelRemainingJob, { workspaceId: tx.workspaceId, campaignId });
  });
}

/**
 * Marks every message of a cancelled campaign that was still to leave, a batch at a time. Messages in a worker's hands
 * (`sending`) keep their own outcome; those of a worker that died become `unconfirmed`. May run any number of times.
 */
export async function cancelRemaining(ctx: Ctx, campaignId: string): Promise<void> {
  const batches = await ctx.db.campaignBatch.findMany({
    where: { workspaceId: ctx.workspaceId, campaignId, campaign: { status: "cancelled" } },
    orderBy: { position: "asc" },
  });
  let held = false;
  for (const batch of batches) {
    await ctx.db.$executeRaw`
      update message set status = 'cancelled', skip_reason = 'cancelled'
      where workspace_id = ${ctx.workspaceId}::uuid and campaign_id = ${campaignId}::uuid
        and id between ${batch.firstMessageId}::uuid and ${batch.lastMessageId}::uuid
        and status in ('pending', 'queued', 'deferred')`;
    const ended = await ctx.db.campaignBatch.updateMany({
      where: {
        workspaceId: ctx.workspaceId,
        id: batch.id,
        OR: [{ status: "pending" }, { status: "leased", leasedUntil: { lt: ctx.now() } }],
      },
      data: { status: "done", finishedAt: ctx.now(), leasedBy: null, leasedUntil: null },
    });
    if (ended.count > 0) await markLost(ctx, { ...batch, batchId: batch.id, holder: "" });
    else held ||= batch.status === "leased";
  }
  if (!held) return;
  const again = new Date(ctx.now().getTime() + leaseMs);
  await enqueue(ctx, cancelRemainingJob, { workspaceId: ctx.workspaceId, campaignId }, { startAfter: again });
}
