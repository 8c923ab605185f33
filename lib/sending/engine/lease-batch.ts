import type { Ctx } from "@/lib/base/context";
import { databaseTime } from "@/lib/base/db/database-time";
import { inPgTransaction, type SqlTx } from "@/lib/base/db/pg-transaction";
import type { BatchStatus } from "@/lib/sending/transports/schema";
import { newHolder } from "./holder";
import type { Hold, Lease } from "./lease";
import { IN_CAMPAIGN } from "./load-batch";
import { mayTakeOver } from "./may-take-over";

/** Long enough to outlive a hiccup of the database, short enough that a dead worker's batch is soon taken over. */
export const LEASE_SECONDS = 30;
/** When to look again at a batch whose holder cannot be asked. */
const LOOK_AGAIN_MS = 2000;

interface Candidate {
  id: string;
  status: BatchStatus;
  leasedBy: string | null;
  leasedUntil: Date | null;
  inHand: string[];
  inHandBy: string | null;
  now: Date;
}

/**
 * Takes a batch that is due: one whose turn has come, whose deferred messages are due, or whose holder is gone. With
 * `batchId` only that one, else the first of the campaign. Null when there is nothing to do now: held by somebody who lives,
 * not due, or the campaign is not being sent.
 */
export async function leaseBatch(
  ctx: Ctx,
  which: { campaignId: string; batchId?: undefined } | { batchId: string; campaignId?: undefined },
): Promise<Lease | null> {
  return inPgTransaction(ctx.workspaceId, async (tx) => {
    const found = await findCandidate(tx, which);
    if (!found) return null;
    if (found.status === "leased" && !(await mayTakeOver(tx, found))) {
      await lookAgainLater(tx, found);
      return null;
    }
    return take(tx, found);
  });
}

async function findCandidate(
  tx: SqlTx,
  which: { campaignId?: string | undefined; batchId?: string | undefined },
): Promise<Candidate | null> {
  const column = which.batchId ? "id" : "campaign_id";
  const [row] = await tx.db.$queryRawUnsafe<Candidate[]>(
    `select b.id, b.status, b.leased_by as "leasedBy", b.leased_until as "leasedUntil", b.in_hand as "inHand",
            coalesce(b.in_hand_by, b.leased_by) as "inHandBy", clock_timestamp() as now
       from campaign_batch b
       join campaign c on c.workspace_id = b.workspace_id and c.id = b.campaign_id and c.status in ('sending', 'sent')
      where b.workspace_id = $1::uuid and b.${column} = $2::uuid and b.due_at <= clock_timestamp()
      order by b.due_at, b.position limit 1
        for update of b skip locked`,
    tx.workspaceId,
    which.batchId ?? which.campaignId,
  );
  return row ?? null;
}

async function take(tx: SqlTx, found: Candidate): Promise<Lease | null> {
  const holder = newHolder();
  const [row] = await tx.db.$queryRawUnsafe<Omit<Lease, "table" | "holder" | "left" | "workspaceId">[]>(
    `update campaign_batch b
        set status = 'leased', leased_by = $3, leased_until = $4::timestamptz, due_at = $4::timestamptz,
            lease_count = b.lease_count + 1, started_at = coalesce(b.started_at, $5::timestamptz)
      where b.workspace_id = $1::uuid and b.id = $2::uuid
     returning b.id as "batchId", b.campaign_id as "campaignId", b.first_message_id as "firstMessageId",
               b.last_message_id as "lastMessageId"`,
    tx.workspaceId,
    found.id,
    holder,
    leaseEnd(found.now),
    found.now,
  );
  if (!row) return null;
  const left = found.status === "leased" && found.inHandBy ? { holder: found.inHandBy, inHand: found.inHand } : null;
  return { ...row, table: "campaign_batch", workspaceId: tx.workspaceId, holder, left };
}

async function lookAgainLater(tx: SqlTx, { id, now }: Candidate): Promise<void> {
  await tx.db.$executeRawUnsafe(
    "update campaign_batch set due_at = $3::timestamptz where workspace_id = $1::uuid and id = $2::uuid",
    tx.workspaceId,
    id,
    new Date(now.getTime() + LOOK_AGAIN_MS),
  );
}

/** When a lease that is given or prolonged at `now`, the database's time, ends. */
export function leaseEnd(now: Date): Date {
  return new Date(now.getTime() + LEASE_SECONDS * 1000);
}

/** Prolongs a lease; false when it was lost, and then nothing more may be sent under it. */
export async function renewLease(lease: Hold): Promise<boolean> {
  return inPgTransaction(lease.workspaceId, async (tx) => {
    const count = await tx.db.$executeRawUnsafe(
      `update ${lease.table} set leased_until = $4::timestamptz, due_at = $4::timestamptz
        where workspace_id = $1::uuid and id = $2::uuid and leased_by = $3`,
      lease.workspaceId,
      lease.batchId,
      lease.holder,
      leaseEnd(await databaseTime(tx)),
    );
    return count === 1;
  });
}

/**
 * Gives the batch back. It is done once nothing in it waits for its first hand-over; it is due again at `later` when
 * something does, else when its first deferred message is. Does nothing when the lease was lost.
 */
export async function endLease(lease: Lease, later: Date | null): Promise<void> {
  await inPgTransaction(lease.workspaceId, (tx) => giveBack(tx, lease, later), { byKey: true });
}

async function giveBack(tx: SqlTx, lease: Lease, later: Date | null): Promise<void> {
  const now = await databaseTime(tx);
  await tx.db.$executeRawUnsafe(
    `with open as (
       select bool_or(m.status = 'pending') as waiting, min(m.next_attempt_at) filter (where m.status = 'deferred') as retry
         from message m
        where m.workspace_id = $1::uuid and ${IN_CAMPAIGN} = $4::uuid and m.id between $5::uuid and $6::uuid
          and m.status in ('pending', 'deferred')
     )
     update campaign_batch b
        set status = case when open.waiting then 'pending' else 'done' end, leased_by = null, leased_until = null,
            in_hand = '{}', in_hand_by = null, due_at = case when open.waiting then $7::timestamptz else open.retry end,
            finished_at = case when open.waiting then null else coalesce(b.finished_at, $8::timestamptz) end
       from open
      where b.workspace_id = $1::uuid and b.id = $2::uuid and b.status = 'leased' and b.leased_by = $3`,
    lease.workspaceId,
    lease.batchId,
    lease.holder,
    lease.campaignId,
    lease.firstMessageId,
    lease.lastMessageId,
    later ?? now,
    now,
  );
}
