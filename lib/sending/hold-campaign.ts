import { recordAudit } from "@/lib/audit/record-audit";
import type { Ctx } from "@/lib/context";
import { inTransaction } from "@/lib/db/transaction";

/**
 * Pauses a campaign that cannot go on until a person has put something right, such as a refused password; `reason` is
 * shown above its progress. Nothing is lost: resuming goes on where it stopped.
 */
export async function holdCampaign(ctx: Ctx, campaignId: string, reason: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const held = await tx.db.campaign.updateMany({
      where: { workspaceId: tx.workspaceId, id: campaignId, status: "sending" },
      data: { status: "paused", pausedAt: tx.now(), pauseReason: reason.slice(0, 500) },
    });
    if (held.count === 0) return;
    await recordAudit(tx, "campaign.held", { subjectType: "campaign", subjectId: campaignId, after: { reason } });
  });
}
