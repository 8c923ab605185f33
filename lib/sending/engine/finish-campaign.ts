import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";

/**
 * Ends a campaign when its audience is complete and the last of its batches is done; deferred messages are still tried for
 * a day. Call it after the transaction that ended a batch, so that of two workers ending at once the later one sees both.
 * True when it ended now.
 */
export async function finishCampaign(ctx: Ctx, campaignId: string): Promise<boolean> {
  if (await hasOpenBatch(ctx, campaignId)) return false;
  return inTransaction(ctx, async (tx) => {
    const finished = await tx.db.$executeRaw`
      update campaign c set status = 'sent', finished_at = ${tx.now()}, updated_at = ${tx.now()}
       where c.workspace_id = ${tx.workspaceId}::uuid and c.id = ${campaignId}::uuid and c.status = 'sending'
         and c.prepared_at is not null
         and not exists (
           select 1 from campaign_batch b
            where b.workspace_id = c.workspace_id and b.campaign_id = c.id and b.finished_at is null)`;
    if (finished === 0) return false;
    await recordAudit(tx, "campaign.finished", { subjectType: "campaign", subjectId: campaignId });
    return true;
  });
}

/** Cheap, and nearly always true: most batches are not the last one. */
async function hasOpenBatch(ctx: Ctx, campaignId: string): Promise<boolean> {
  const where = { workspaceId: ctx.workspaceId, campaignId, finishedAt: null };
  return (await ctx.db.campaignBatch.findFirst({ where, select: { id: true } })) !== null;
}
