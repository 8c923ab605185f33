import type { Ctx } from "@/lib/context";
import { newId } from "@/lib/db/ids";
import { inTransaction } from "@/lib/db/transaction";
import type { Lease } from "./lease-batch";

export interface Begun {
  /** Messages whose intent is written: they, and only they, may be handed over now. */
  ids: Set<string>;
  /** Pace of the next group, in messages a second; null for none. */
  perSecond: number | null;
}

/**
 * Writes down that these messages are about to be handed over: status `sending` and an attempt each, before anything
 * leaves. Looks again at suppressions, at who left the campaign's lists and at contacts deleted since the audience was
 * frozen; those end here with their reason. Null when nothing may leave any more: the campaign is not being sent, the
 * transport is paused, or the lease was lost. The campaign is share-locked meanwhile, so once a pause has committed no
 * intent follows it.
 */
export async function beginAttempts(
  ctx: Ctx,
  lease: Lease,
  group: { transportId: string; listIds: readonly string[]; messageIds: readonly string[] },
): Promise<Begun | null> {
  return inTransaction(ctx, async (tx) => {
    const guard = await checkGuard(tx, lease, group.transportId);
    if (!guard) return null;
    const rows = await lockWaiting(tx, group);
    const stopped = rows.filter((row) => row.reason !== null);
    const free = rows.filter((row) => row.reason === null).map((row) => row.id);
    await stopMessages(tx, stopped);
    await writeIntent(tx, group.transportId, free);
    return { ids: new Set(free), perSecond: guard.perSecond };
  });
}

async function checkGuard(tx: Ctx, lease: Lease, transportId: string): Promise<{ perSecond: number | null } | null> {
  const [row] = await tx.db.$queryRaw<{ perSecond: number | null }[]>`
    select least(t.max_per_second, c.max_per_second) as "perSecond"
      from campaign_batch b
      join campaign c on c.workspace_id = b.workspace_id and c.id = b.campaign_id
      join transport t on t.workspace_id = b.workspace_id and t.id = ${transportId}::uuid
     where b.workspace_id = ${tx.workspaceId}::uuid and b.id = ${lease.batchId}::uuid and b.status = 'leased'
       and b.leased_by = ${lease.holder} and b.leased_until > clock_timestamp()
       and c.status in ('sending', 'sent') and t.paused_at is null
       for share of c`;
  return row ?? null;
}

interface LockedRow {
  id: string;
  /** Why it must not be mailed after all; null when it may. */
  reason: string | null;
}

async function lockWaiting(
  tx: Ctx,
  group: { listIds: readonly string[]; messageIds: readonly string[] },
): Promise<LockedRow[]> {
  return tx.db.$queryRaw<LockedRow[]>`
    select m.id,
           case
             when s.reason is not null then 'suppressed_' || s.reason::text
             when c.id is null then 'contact_deleted'
             when subscribed.anywhere is not true then 'unsubscribed'
             when subscribed.left_list and not subscribed.on_list then 'unsubscribed'
           end as reason
      from message m
      left join suppression s on s.workspace_id = m.workspace_id and s.email_normalized = m.email_normalized
      left join contact c on c.workspace_id = m.workspace_id and c.id = m.contact_id
      cross join lateral (
        select bool_or(x.status = 'confirmed') as anywhere,
               coalesce(bool_or(x.status = 'unsubscribed' and x.list_id = any(${group.listIds}::uuid[])), false) as left_list,
               coalesce(bool_or(x.status = 'confirmed' and x.list_id = any(${group.listIds}::uuid[])), false) as on_list
          from subscription x
         where x.workspace_id = m.workspace_id and x.contact_id = m.contact_id
      ) subscribed
     where m.workspace_id = ${tx.workspaceId}::uuid and m.id = any(${group.messageIds}::uuid[])
       and m.status in ('pending', 'deferred')
     order by m.id
       for no key update of m`;
}

async function stopMessages(tx: Ctx, stopped: readonly LockedRow[]): Promise<void> {
  if (stopped.length === 0) return;
  await tx.db.$executeRaw`
    update message m
       set status = (case when e.reason like 'suppressed%' then 'suppressed' else 'skipped' end)::message_status,
           skip_reason = e.reason, next_attempt_at = null
      from json_to_recordset(${JSON.stringify(stopped)}::json) as e(id uuid, reason text)
     where m.workspace_id = ${tx.workspaceId}::uuid and m.id = e.id`;
}

async function writeIntent(tx: Ctx, transportId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const rows = ids.map((id) => ({ id, attemptId: newId() }));
  await tx.db.$executeRaw`
    with begun as (
      update message m
         set status = 'sending', sending_at = coalesce(m.sending_at, ${tx.now()}), attempt_count = m.attempt_count + 1,
             transport_id = ${transportId}::uuid, next_attempt_at = null
        from json_to_recordset(${JSON.stringify(rows)}::json) as e(id uuid, "attemptId" uuid)
       where m.workspace_id = ${tx.workspaceId}::uuid and m.id = e.id
      returning m.id, m.attempt_count, e."attemptId"
    )
    insert into message_attempt (workspace_id, id, message_id, number, transport_id, started_at)
    select ${tx.workspaceId}::uuid, begun."attemptId", begun.id, begun.attempt_count, ${transportId}::uuid, ${tx.now()} from begun`;
}
