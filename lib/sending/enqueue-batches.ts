import { type Ctx, systemCtx } from "@/lib/context";
import { enqueue } from "@/lib/jobs/define-job";
import { sendBatchJob } from "./jobs";

/**
 * Puts the batches of a campaign that still have something to send in the queue, in the caller's transaction. For launch
 * and resume; asking twice is harmless. Answers how many there are; with none, call `finishCampaign`.
 */
export async function enqueueBatches(tx: Ctx, campaignId: string): Promise<number> {
  const batches = await tx.db.campaignBatch.findMany({
    where: { workspaceId: tx.workspaceId, campaignId, status: { not: "done" } },
    select: { id: true },
    orderBy: { position: "asc" },
  });
  for (const batch of batches) await enqueue(tx, sendBatchJob, { workspaceId: tx.workspaceId, batchId: batch.id });
  return batches.length;
}

interface StalledBatch {
  workspaceId: string;
  id: string;
}

/**
 * Looks through all workspaces for batches that nobody works on: the holder died, their job was lost, or a deferred
 * message has been due for a while. Their jobs are put in the queue again.
 */
export async function enqueueStalled(ctx: Ctx): Promise<number> {
  const stalled = await ctx.db.$queryRaw<StalledBatch[]>`
    select b.workspace_id as "workspaceId", b.id
      from campaign c
      join campaign_batch b on b.workspace_id = c.workspace_id and b.campaign_id = c.id
     where (c.status = 'sending' and (
              (b.status = 'leased' and b.leased_until < clock_timestamp())
              or (b.status = 'pending' and c.started_at < clock_timestamp() - interval '2 minutes' and not exists (
                    select 1 from campaign_batch other
                     where other.workspace_id = c.workspace_id and other.campaign_id = c.id
                       and (other.leased_until > clock_timestamp() or other.finished_at > clock_timestamp() - interval '2 minutes')))))
        or (c.status in ('sending', 'sent') and c.launched_at > clock_timestamp() - interval '3 days' and b.status = 'done' and exists (
              select 1 from message m
               where m.workspace_id = b.workspace_id and m.campaign_id = b.campaign_id and m.status = 'deferred'
                 and m.id between b.first_message_id and b.last_message_id
                 and m.next_attempt_at < clock_timestamp() - interval '2 minutes'))
     limit 500`;
  for (const { workspaceId, id } of stalled) {
    const owner = { ...systemCtx(workspaceId, "sending.resume-batches"), db: ctx.db };
    await enqueue(owner, sendBatchJob, { workspaceId, batchId: id });
  }
  return stalled.length;
}
