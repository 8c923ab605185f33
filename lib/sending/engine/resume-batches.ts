import { type Ctx, systemCtx } from "@/lib/base/context";
import { pgPool } from "@/lib/base/db/pool";
import { finishCampaign } from "./finish-campaign";
import { isAlive } from "./holder";
import { LEASE_SECONDS } from "./lease-batch";

interface HeldBatch {
  workspaceId: string;
  id: string;
  leasedBy: string;
}

const UNDER_WAY =
  "(c.status = 'sending' or (c.status = 'sent' and c.finished_at > clock_timestamp() - interval '4 days'))";

/**
 * Makes batches due at once whose holder was a process of this machine that is gone: after a crash nobody waits for a
 * lease to run out. Answers how many.
 */
export async function freeLocalLeases(): Promise<number> {
  const { rows } = await pgPool().query<HeldBatch>(
    `select b.workspace_id as "workspaceId", b.id, b.leased_by as "leasedBy"
       from campaign c
       join campaign_batch b on b.workspace_id = c.workspace_id and b.campaign_id = c.id and b.status = 'leased'
        and b.due_at is not null
      where ${UNDER_WAY}`,
  );
  const gone = rows.filter((row) => isAlive(row.leasedBy) === false);
  for (const { workspaceId, id, leasedBy } of gone) {
    await pgPool().query(
      `update campaign_batch set due_at = clock_timestamp()
        where workspace_id = $1 and id = $2 and status = 'leased' and leased_by = $3`,
      [workspaceId, id, leasedBy],
    );
  }
  return gone.length;
}

/**
 * A lease that ends later than any lease can was given before the clock was set back: it is looked at now, or its batch
 * would wait for as long as the clock jumped.
 */
export async function freeLeasesOfAnotherTime(): Promise<void> {
  await pgPool().query(
    `update campaign_batch b set due_at = clock_timestamp()
       from campaign c
      where c.workspace_id = b.workspace_id and c.id = b.campaign_id and ${UNDER_WAY} and b.status = 'leased'
        and b.leased_until > clock_timestamp() + ${2 * LEASE_SECONDS} * interval '1 second'`,
  );
}

/** Ends campaigns whose batches are all done but whose end was missed, such as one resumed after its last batch. */
export async function finishOverdue(ctx: Ctx): Promise<void> {
  const campaigns = await ctx.db.$queryRaw<{ workspaceId: string; id: string }[]>`
    select c.workspace_id as "workspaceId", c.id from campaign c
     where c.status = 'sending' and c.prepared_at < clock_timestamp() - interval '10 seconds'
       and not exists (
         select 1 from campaign_batch b
          where b.workspace_id = c.workspace_id and b.campaign_id = c.id and b.finished_at is null)
     limit 500`;
  for (const { workspaceId, id } of campaigns) {
    await finishCampaign({ ...systemCtx(workspaceId, "sending.resume-batches"), db: ctx.db }, id);
  }
}
