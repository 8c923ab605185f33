import { type Ctx, systemCtx } from "@/lib/base/context";
import { pgPool } from "@/lib/base/db/pool";
import { findUnderWay } from "@/lib/sending/campaign/under-way";
import { finishCampaign } from "./finish-campaign";
import { isAlive } from "./holder";
import { LEASE_SECONDS } from "./lease-batch";

interface HeldBatch {
  workspaceId: string;
  id: string;
  leasedBy: string;
  /** The database's clock. */
  now: Date;
}

/**
 * Makes batches due at once whose holder was a process of this machine that is gone: after a crash nobody waits for a
 * lease to run out. Answers how many.
 */
export async function freeLocalLeases(): Promise<number> {
  const rows = await findLeased("b.due_at is not null");
  const gone = rows.filter((row) => isAlive(row.leasedBy) === false);
  for (const batch of gone) await makeDue(batch);
  return gone.length;
}

/**
 * A lease that ends later than any lease can was given before the clock was set back: it is looked at now, or its batch
 * would wait for as long as the clock jumped.
 */
export async function freeLeasesOfAnotherTime(): Promise<void> {
  const rows = await findLeased(`b.leased_until > clock_timestamp() + ${2 * LEASE_SECONDS} * interval '1 second'`);
  for (const batch of rows) await makeDue(batch);
}

/** Leased batches of the campaigns that are being sent, in all workspaces. `condition` is constant SQL. */
async function findLeased(condition: string): Promise<HeldBatch[]> {
  const found: HeldBatch[] = [];
  for (const [workspaceId, campaignIds] of await findUnderWay()) {
    const { rows } = await pgPool().query<HeldBatch>(
      `select b.workspace_id as "workspaceId", b.id, b.leased_by as "leasedBy", clock_timestamp() as now
         from campaign c
         join campaign_batch b on b.workspace_id = c.workspace_id and b.campaign_id = c.id and b.status = 'leased'
        where c.workspace_id = $1::uuid and c.id = any($2::uuid[]) and c.status in ('sending', 'sent') and ${condition}`,
      [workspaceId, campaignIds],
    );
    found.push(...rows);
  }
  return found;
}

async function makeDue({ workspaceId, id, leasedBy, now }: HeldBatch): Promise<void> {
  await pgPool().query(
    `update campaign_batch set due_at = $4
      where workspace_id = $1 and id = $2 and status = 'leased' and leased_by = $3`,
    [workspaceId, id, leasedBy, now],
  );
}

/** Ends campaigns whose batches are all done but whose end was missed, such as one resumed after its last batch. */
export async function finishOverdue(ctx: Ctx): Promise<void> {
  for (const [workspaceId, campaignIds] of await findUnderWay()) {
    const campaigns = await ctx.db.$queryRaw<{ id: string }[]>`
      select c.id from campaign c
       where c.workspace_id = ${workspaceId}::uuid and c.id = any(${campaignIds}::uuid[])
         and c.status = 'sending' and c.prepared_at < clock_timestamp() - interval '10 seconds'
         and not exists (
           select 1 from campaign_batch b
            where b.workspace_id = c.workspace_id and b.campaign_id = c.id and b.finished_at is null)`;
    const owner = { ...systemCtx(workspaceId, "sending.resume-batches"), db: ctx.db };
    for (const { id } of campaigns) await finishCampaign(owner, id);
  }
}
