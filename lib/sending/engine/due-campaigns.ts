import { pgPool } from "@/lib/base/db/pool";

export interface DueCampaign {
  workspaceId: string;
  campaignId: string;
}

/** Campaigns stay in sight this long after their last batch, for their deferred messages. */
const SIGHT = "interval '4 days'";

/** Campaigns of all workspaces with a batch that is due, those that wait longest first. */
export async function findDueCampaigns(): Promise<DueCampaign[]> {
  const { rows } = await pgPool().query<DueCampaign>({
    name: "due-campaigns",
    text: `select c.workspace_id as "workspaceId", c.id as "campaignId"
             from campaign c
             cross join lateral (
               select b.due_at from campaign_batch b
                where b.workspace_id = c.workspace_id and b.campaign_id = c.id and b.due_at <= clock_timestamp()
                order by b.due_at limit 1
             ) first
            where c.status = 'sending' or (c.status = 'sent' and c.finished_at > clock_timestamp() - ${SIGHT})
            order by first.due_at limit 1000`,
  });
  return rows;
}

/** When the next batch of a campaign that is being sent comes due, within an hour; null when none does. */
export async function nextDueAt(): Promise<Date | null> {
  const { rows } = await pgPool().query<{ at: Date | null }>(
    `select min(first.due_at) as at
       from campaign c
       cross join lateral (
         select b.due_at from campaign_batch b
          where b.workspace_id = c.workspace_id and b.campaign_id = c.id order by b.due_at limit 1
       ) first
      where c.status = 'sending' or (c.status = 'sent' and c.finished_at > clock_timestamp() - ${SIGHT})`,
  );
  return rows[0]?.at ?? null;
}
