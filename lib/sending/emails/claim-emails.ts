import type { Ctx } from "@/lib/base/context";
import { databaseTime } from "@/lib/base/db/database-time";
import { newId } from "@/lib/base/db/ids";
import { inPgTransaction, type SqlTx } from "@/lib/base/db/pg-transaction";
import type { KeyMode } from "@/lib/base/permissions.shared";
import { newHolder } from "@/lib/sending/engine/holder";
import type { Hold } from "@/lib/sending/engine/lease";
import { leaseEnd } from "@/lib/sending/engine/lease-batch";
import { mayTakeOver } from "@/lib/sending/engine/may-take-over";

/** Messages that one claim takes: few enough that what comes next goes to another place at once. */
const MOST_CLAIMED = 50;
/** When to look again at a batch whose holder cannot be asked. */
const LOOK_AGAIN_MS = 2000;

/** The right to send some messages of the queue. */
export interface EmailLease extends Hold {
  table: "email_batch";
  /** Of the keys that asked for them. */
  mode: KeyMode;
  messageIds: string[];
}

/**
 * Takes what is due in a workspace: first what a holder that is gone has left, then the messages that wait longest, all of one mode.
 * They leave the queue for a batch in one statement, so that each message stands in one of them at any time. Null when
 * nothing is due.
 */
export async function claimEmails(ctx: Ctx): Promise<EmailLease | null> {
  return inPgTransaction(
    ctx.workspaceId,
    async (tx) => {
      const now = await databaseTime(tx);
      return (await takeLeft(tx, now)) ?? (await takeDue(tx, now));
    },
    { byKey: true },
  );
}

interface LeftBatch {
  id: string;
  mode: KeyMode;
  messageIds: string[];
  leasedBy: string;
  leasedUntil: Date;
  inHand: string[];
  inHandBy: string;
}

async function takeLeft(tx: SqlTx, now: Date): Promise<EmailLease | null> {
  const [found] = await tx.db.$queryRawUnsafe<LeftBatch[]>(
    `select b.id, b.mode, b.message_ids as "messageIds", b.leased_by as "leasedBy", b.leased_until as "leasedUntil",
            b.in_hand as "inHand", coalesce(b.in_hand_by, b.leased_by) as "inHandBy"
       from email_batch b where b.workspace_id = $1::uuid and b.due_at <= $2::timestamptz
      order by b.due_at limit 1 for update skip locked`,
    tx.workspaceId,
    now,
  );
  if (!found) return null;
  const { id, mode, messageIds, inHand, inHandBy } = found;
  if (!(await mayTakeOver(tx, { ...found, now }))) {
    await tx.db.$executeRawUnsafe(
      "update email_batch set due_at = $3::timestamptz where workspace_id = $1::uuid and id = $2::uuid",
      ...[tx.workspaceId, id, new Date(now.getTime() + LOOK_AGAIN_MS)],
    );
    return null;
  }
  const holder = newHolder();
  await tx.db.$executeRawUnsafe(
    `update email_batch set leased_by = $3, leased_until = $4::timestamptz, due_at = $4::timestamptz
      where workspace_id = $1::uuid and id = $2::uuid`,
    ...[tx.workspaceId, id, holder, leaseEnd(now)],
  );
  const left = { holder: inHandBy, inHand };
  return { table: "email_batch", workspaceId: tx.workspaceId, batchId: id, holder, mode, messageIds, left };
}

async function takeDue(tx: SqlTx, now: Date): Promise<EmailLease | null> {
  const [batchId, holder] = [newId(), newHolder()];
  const [taken] = await tx.db.$queryRawUnsafe<Pick<EmailLease, "mode" | "messageIds">[]>(
    TAKE_DUE,
    ...[tx.workspaceId, now, MOST_CLAIMED, batchId, holder, leaseEnd(now)],
  );
  return taken ? { table: "email_batch", workspaceId: tx.workspaceId, batchId, holder, left: null, ...taken } : null;
}

const TAKE_DUE = `
  with first as (
    select q.mode from email_queue q
     where q.workspace_id = $1::uuid and q.due_at <= $2::timestamptz order by q.due_at limit 1
  ), due as (
    select q.message_id from email_queue q
     where q.workspace_id = $1::uuid and q.due_at <= $2::timestamptz and q.mode = (select mode from first)
     order by q.due_at limit $3 for update of q skip locked
  ), taken as (
    delete from email_queue q
     where q.workspace_id = $1::uuid and q.message_id = any(array(select message_id from due))
    returning q.message_id, q.mode
  )
  insert into email_batch (workspace_id, id, mode, message_ids, leased_by, leased_until, due_at)
  select $1::uuid, $4::uuid, max(mode), array_agg(message_id order by message_id), $5, $6::timestamptz, $6::timestamptz from taken
  having count(*) > 0
  returning mode, message_ids as "messageIds"`;

/**
 * Gives a batch up: what of it is not over waits in the queue again, until its next try or `later`; at once when that is null.
 * Does nothing when the lease was lost.
 */
export async function endEmailBatch(lease: EmailLease, later: Date | null): Promise<void> {
  await inPgTransaction(
    lease.workspaceId,
    async (tx) => {
      const now = await databaseTime(tx);
      await tx.db.$executeRawUnsafe(GIVE_BACK, ...[lease.workspaceId, lease.batchId, lease.holder, later ?? now]);
    },
    { byKey: true },
  );
}

const GIVE_BACK = `
  with ended as (
    delete from email_batch b where b.workspace_id = $1::uuid and b.id = $2::uuid and b.leased_by = $3
    returning b.mode, b.message_ids
  )
  insert into email_queue (workspace_id, message_id, mode, due_at)
  select $1::uuid, m.id, ended.mode, case when m.status = 'deferred' then greatest(m.next_attempt_at, $4::timestamptz) else $4::timestamptz end
    from ended
    join message m on m.workspace_id = $1::uuid and m.id = any(ended.message_ids)
   where m.workspace_id = $1::uuid and m.status in ('pending', 'deferred')
  on conflict do nothing`;
