import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import type { Ctx } from "@/lib/context";

/** Long enough to outlive a hiccup of the database, short enough that a dead worker's batch is soon taken over. */
const LEASE_SECONDS = 60;

/** The right to send one batch. Whoever holds it is the only one who touches the pipeline state of its messages. */
export interface Lease {
  batchId: string;
  campaignId: string;
  firstMessageId: string;
  lastMessageId: string;
  holder: string;
}

/**
 * Takes a batch that waits, one whose holder stopped renewing, or a finished one with deferred messages that are due.
 * Null when there is nothing to do: held by somebody else, finished, or the campaign is not being sent.
 */
export async function leaseBatch(ctx: Ctx, batchId: string): Promise<Lease | null> {
  const holder = `${hostname()}:${process.pid}:${randomBytes(6).toString("hex")}`;
  const [row] = await ctx.db.$queryRaw<Lease[]>`
    with candidate as (
      select b.id
        from campaign_batch b
        join campaign c on c.workspace_id = b.workspace_id and c.id = b.campaign_id and c.status in ('sending', 'sent')
       where b.workspace_id = ${ctx.workspaceId}::uuid and b.id = ${batchId}::uuid
         and (b.status = 'pending'
              or (b.status = 'leased' and b.leased_until < clock_timestamp())
              or (b.status = 'done' and exists (
                   select 1 from message m
                    where m.workspace_id = b.workspace_id and m.campaign_id = b.campaign_id and m.status = 'deferred'
                      and m.id between b.first_message_id and b.last_message_id and m.next_attempt_at <= ${ctx.now()})))
         for update of b skip locked
    )
    update campaign_batch b
       set status = 'leased', leased_by = ${holder}, leased_until = clock_timestamp() + ${LEASE_SECONDS}::int * interval '1 second',
           lease_count = b.lease_count + 1, started_at = coalesce(b.started_at, ${ctx.now()})
      from candidate
     where b.workspace_id = ${ctx.workspaceId}::uuid and b.id = candidate.id
    returning b.id as "batchId", b.campaign_id as "campaignId", b.first_message_id as "firstMessageId",
              b.last_message_id as "lastMessageId", b.leased_by as holder`;
  return row ?? null;
}

/** Prolongs a lease; false when it was lost, and then nothing more may be sent under it. */
export async function renewLease(ctx: Ctx, lease: Lease): Promise<boolean> {
  const renewed = await ctx.db.$executeRaw`
    update campaign_batch set leased_until = clock_timestamp() + ${LEASE_SECONDS}::int * interval '1 second'
     where workspace_id = ${ctx.workspaceId}::uuid and id = ${lease.batchId}::uuid
       and status = 'leased' and leased_by = ${lease.holder} and leased_until > clock_timestamp()`;
  return renewed === 1;
}

/** Gives the batch back: `done`, or `pending` when something in it still waits. Does nothing when the lease was lost. */
export async function endLease(ctx: Ctx, lease: Lease, status: "pending" | "done"): Promise<void> {
  await ctx.db.$executeRaw`
    update campaign_batch
       set status = ${status}::batch_status, leased_by = null, leased_until = null,
           finished_at = case when ${status} = 'done' then coalesce(finished_at, ${ctx.now()}) end
     where workspace_id = ${ctx.workspaceId}::uuid and id = ${lease.batchId}::uuid
       and status = 'leased' and leased_by = ${lease.holder}`;
}

/** Renews a lease in the background until `stop` is called; `lost` turns true when that failed for good. */
export function keepLease(ctx: Ctx, lease: Lease): { readonly lost: boolean; stop(): void } {
  const state = { lost: false };
  const timer = setInterval(
    () => {
      renewLease(ctx, lease).then(
        (renewed) => {
          state.lost ||= !renewed;
        },
        // The database is away. The guard of every intent decides; the next tick tries again.
        (error: unknown) => ctx.log.warn("could not renew a batch lease", { batchId: lease.batchId, error }),
      );
    },
    (LEASE_SECONDS * 1000) / 4,
  );
  timer.unref();
  return {
    get lost() {
      return state.lost;
    },
    stop: () => clearInterval(timer),
  };
}
