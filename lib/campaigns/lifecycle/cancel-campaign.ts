import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { enqueue } from "@/lib/base/jobs/define-job";
import { requirePermission } from "@/lib/base/permissions.shared";
import { CampaignRef } from "@/lib/campaigns/draft/schema";
import { changeStatus } from "@/lib/sending/campaign/change-status";
import { lockCampaign } from "@/lib/sending/campaign/get-campaign";
import { cancelRemainingJob } from "./cancel-remaining";

/**
 * Ends a campaign for good. The status changes at once, so no worker begins another message; the rows that waited are
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
