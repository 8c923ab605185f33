import { prisma } from "@/lib/base/db/client";
import { findUnderWay } from "./under-way";

export interface StuckCampaign {
  workspaceId: string;
  campaignId: string;
}

/** The same in words, with what to do; null when none is. */
export function stuckText(stuck: readonly StuckCampaign[], minutes: number): string | null {
  if (stuck.length === 0) return null;
  const named = stuck.slice(0, 3).map(({ workspaceId, campaignId }) => `${campaignId} of workspace ${workspaceId}`);
  const more = stuck.length > named.length ? ` and ${stuck.length - named.length} more` : "";
  return `Nothing has moved for ${minutes} minutes in campaign ${named.join(", ")}${more}. Look at the log of the workers, and restart them.`;
}

/** Workspaces that are asked at once. */
const AT_ONCE = 8;
/** A batch that was taken so often and given back is not merely waiting for its pace. */
const MANY_LEASES = 20;

/**
 * Campaigns that should move and have not for so long: their time has come and nobody prepares them, or a batch is due, held, or taken again
 * and again, and no message has been handed over, while a way out works. One that has just gone on after a rest may be among them. What waits for its pace, a transport or a person is not stuck.
 */
export async function findStuckCampaigns(stuckForMs: number): Promise<StuckCampaign[]> {
  const workspaces = [...(await findUnderWay())];
  const stuck: StuckCampaign[] = [];
  for (let from = 0; from < workspaces.length; from += AT_ONCE) {
    const found = await Promise.all(
      workspaces.slice(from, from + AT_ONCE).map((each) => stuckIn(...each, stuckForMs / 1000)),
    );
    stuck.push(...found.flat());
  }
  return stuck;
}

async function stuckIn(workspaceId: string, ids: readonly string[], seconds: number): Promise<StuckCampaign[]> {
  const rows = await prisma.$queryRaw<{ campaignId: string }[]>`
    with since as materialized (select clock_timestamp() - make_interval(secs => ${seconds}) as at)
    select c.id as "campaignId"
      from campaign c, since
     where c.workspace_id = ${workspaceId}::uuid and c.id = any(${[...ids]}::uuid[])
       and case c.status
             when 'scheduled' then c.scheduled_at < since.at
             when 'preparing' then greatest(c.launched_at, c.scheduled_at) < since.at
             when 'sending' then greatest(c.prepared_at, c.started_at) < since.at
           end
       and (c.status <> 'sending' or (
             exists (
               select from campaign_batch b
                where b.workspace_id = ${workspaceId}::uuid and b.campaign_id = c.id and b.finished_at is null
                  and (b.due_at < since.at or (b.status = 'leased' and b.started_at < since.at)
                       or (b.due_at < clock_timestamp() and b.lease_count > ${MANY_LEASES})))
             and not exists (
               select from campaign_batch b
                where b.workspace_id = ${workspaceId}::uuid and b.campaign_id = c.id
                  and (b.started_at > since.at or b.finished_at > since.at))
             and not exists (
               select from transport t
                where t.workspace_id = ${workspaceId}::uuid and (c.transport_id is null or t.id = c.transport_id)
                  and t.paused_at is not null)
             and not exists (
               select from message m
                where m.workspace_id = ${workspaceId}::uuid and m.campaign_id = c.id and m.sending_at > since.at)))`;
  return rows.map(({ campaignId }) => ({ workspaceId, campaignId }));
}
