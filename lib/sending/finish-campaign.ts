import { recordAudit } from "@/lib/audit/record-audit";
import type { Ctx } from "@/lib/context";
import { inTransaction } from "@/lib/db/transaction";

/**
 * Ends a campaign when the last of its batches is done; deferred messages are still tried for a day. Call it after the
 * transaction that ended a batch, so that of two workers ending at once the later one sees both. True when it ended now.
 */
export async function finishCampaign(ctx: Ctx, campaignId: string): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const finished = await tx.db.$executeRaw`
      update campaign c set status = 'sent', finished_at = ${tx.now()}, updated_at = ${tx.now()}
       where c.workspace_id = ${tx.workspaceId}::uuid and c.id = ${campaignId}::uuid and c.status = 'sending'
         and not exists (
           select 1 from campaign_batch b
            where b.workspace_id = c.workspace_id and b.campaign_id = c.id and b.status <> 'done')`;
    if (finished === 0) return false;
    await recordAudit(tx, "campaign.finished", { subjectType: "campaign", subjectId: campaignId });
    return true;
  });
}
