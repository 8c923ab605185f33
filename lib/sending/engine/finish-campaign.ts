import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { changeStatusOnce } from "@/lib/sending/campaign/change-status";

/**
 * Ends a campaign when its audience is complete and the last of its batches is done; deferred messages are still tried for
 * a day. Call it after the transaction that ended a batch, so that of two workers ending at once the later one sees both.
 * True when it ended now.
 */
export async function finishCampaign(ctx: Ctx, campaignId: string): Promise<boolean> {
  if (await hasOpenBatch(ctx, campaignId)) return false;
  return inTransaction(ctx, async (tx) => {
    const finished = await changeStatusOnce(tx, campaignId, "finish", {
      set: [Prisma.sql`finished_at = ${tx.now()}`],
      only: Prisma.sql`c.prepared_at is not null and not exists (
        select 1 from campaign_batch b
         where b.workspace_id = c.workspace_id and b.campaign_id = c.id and b.finished_at is null)`,
    });
    return finished !== null;
  });
}

/** Cheap, and nearly always true: most batches are not the last one. */
async function hasOpenBatch(ctx: Ctx, campaignId: string): Promise<boolean> {
  const where = { workspaceId: ctx.workspaceId, campaignId, finishedAt: null };
  return (await ctx.db.campaignBatch.findFirst({ where, select: { id: true } })) !== null;
}
