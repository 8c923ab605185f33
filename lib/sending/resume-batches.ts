import { type Ctx, systemCtx } from "@/lib/context";
import { finishCampaign } from "./finish-campaign";

interface Found {
  workspaceId: string;
  id: string;
}

/**
 * Batches of all workspaces that nobody works on: the holder died, their job was lost, or a deferred message has been due
 * for a while. Their jobs have to be put in the queue again. A finished campaign still has messages to try again for a
 * day; however long ago it began, since it may have been paused or slow. One whose job waits in the queue is left to it:
 * where jobs run seldom, a second one every minute would pile up.
 */
export async function findStalledBatches(ctx: Ctx): Promise<Found[]> {
  return ctx.db.$queryRaw<Found[]>`
    select b.workspace_id as "workspaceId", b.id
      from campaign c
      join campaign_batch b on b.workspace_id = c.workspace_id and b.campaign_id = c.id
     where (c.status = 'sending' or (c.status = 'sent' and c.finished_at > clock_timestamp() - interval '3 days'))
       and ((b.status = 'leased' and b.leased_until < clock_timestamp())
         or (b.status = 'pending' and c.started_at < clock_timestamp() - interval '2 minutes' and not exists (
               select 1 from campaign_batch other
                where other.workspace_id = c.workspace_id and other.campaign_id = c.id
                  and (other.leased_until > clock_timestamp() or other.finished_at > clock_timestamp() - interval '2 minutes')))
         or (b.status = 'done' and exists (
               select 1 from message m
                where m.workspace_id = b.workspace_id and m.campaign_id = b.campaign_id and m.status = 'deferred'
                  and m.id between b.first_message_id and b.last_message_id
                  and m.next_attempt_at < clock_timestamp() - interval '2 minutes')))
       and not exists (
             select 1 from queue.job j
              where j.name = 'sending.send-batch' and j.state in ('created', 'retry') and j.data->>'batchId' = b.id::text
                and j.start_after < clock_timestamp() + interval '1 minute')
     limit 500`;
}

/** Ends campaigns whose batches are all done but whose end was missed, such as one resumed after its last batch. */
export async function finishOverdue(ctx: Ctx): Promise<void> {
  const campaigns = await ctx.db.$queryRaw<Found[]>`
    select c.workspace_id as "workspaceId", c.id from campaign c
     where c.status = 'sending' and c.started_at < clock_timestamp() - interval '10 seconds'
       and not exists (
         select 1 from campaign_batch b where b.workspace_id = c.workspace_id and b.campaign_id = c.id and b.status <> 'done')
     limit 500`;
  for (const { workspaceId, id } of campaigns) {
    await finishCampaign({ ...systemCtx(workspaceId, "sending.resume-batches"), db: ctx.db }, id);
  }
}
