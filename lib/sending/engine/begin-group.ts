import type { Ctx } from "@/lib/base/context";
import { inPgStatement, plainArray } from "@/lib/base/db/pg-transaction";
import { inForceText } from "@/lib/people/addresses/in-force";
import type { Lease } from "./lease";

export interface Begun {
  /** Messages whose intent is written: they, and only they, may be handed over now. */
  ids: ReadonlySet<string>;
  /** Messages of the group that ended here, such as of people who have unsubscribed since. */
  stopped: number;
}

interface CheckedRow {
  /** Null when the guard says yes to an empty group. */
  id: string | null;
  /** Why it must not be mailed after all; null when it may. */
  reason: string | null;
}

/**
 * Writes down which messages are about to be handed over (`campaign_batch.in_hand`) before anything leaves. Looks again at
 * suppressions, at who left the campaign's lists, at contacts deleted and domains taken out since the audience was frozen;
 * those end here with their reason. Null when nothing may leave any more: the campaign is not being sent, the transport is
 * paused, or the lease was lost. (A transport that rests by itself was chosen
 * to try it again.) One statement, in which the campaign is share-locked: once a pause has committed no intent
 * follows it. Throws when the database cannot answer, and then nothing is sent.
 */
export async function beginGroup(
  ctx: Ctx,
  lease: Lease,
  group: { transportId: string; listIds: readonly string[]; messageIds: readonly string[] },
): Promise<Begun | null> {
  const { rows } = await inPgStatement<CheckedRow>(
    { byKey: true },
    CHECK_AND_HOLD,
    ctx.workspaceId,
    lease.batchId,
    lease.holder,
    group.transportId,
    group.listIds,
    plainArray(group.messageIds),
    ctx.now(),
  );
  if (rows.length === 0) return null;
  const ids = new Set<string>();
  let stopped = 0;
  for (const { id, reason } of rows) {
    if (reason !== null) stopped += 1;
    else if (id !== null) ids.add(id);
  }
  return { ids, stopped };
}

/** No row at all when the guard says no. */
const CHECK_AND_HOLD = `
  with guard as (
    select c.excluded_domains
      from campaign_batch b
      join campaign c on c.workspace_id = b.workspace_id and c.id = b.campaign_id
      join transport t on t.workspace_id = b.workspace_id and t.id = $4::uuid
     where b.workspace_id = $1::uuid and b.id = $2::uuid and b.status = 'leased' and b.leased_by = $3
       and c.status in ('sending', 'sent') and (t.paused_at is null or t.paused_until is not null)
       for share of c
  ), checked as (
    select m.id,
           case
             when s.reason is not null then 'suppressed_' || s.reason
             when exists (select 1 from installation_suppression i where i.email_normalized = m.email_normalized)
               then 'suppressed_installation'
             when c.id is null then 'contact_deleted'
             when m.email_domain = any(guard.excluded_domains) then 'excluded_domain'
             when subscribed.anywhere is not true then 'unsubscribed'
             when subscribed.left_list and not subscribed.on_list then 'unsubscribed'
           end as reason
      from guard
      join message m on m.workspace_id = $1::uuid and m.id = any($6::uuid[]) and m.status in ('pending', 'deferred')
      left join lateral (
        select x.reason from suppression x
         where x.workspace_id = $1::uuid and x.email_normalized = m.email_normalized
           and ${inForceText("x", "$7::timestamptz")}
         limit 1
      ) s on true
      left join lateral (
        select x.id from contact x where x.workspace_id = $1::uuid and x.id = m.contact_id limit 1
      ) c on true
      cross join lateral (
        select bool_or(x.status = 'confirmed') as anywhere,
               coalesce(bool_or(x.status = 'unsubscribed' and x.list_id = any($5::uuid[])), false) as left_list,
               coalesce(bool_or(x.status = 'confirmed' and x.list_id = any($5::uuid[])), false) as on_list
          from subscription x
         where x.workspace_id = $1::uuid and x.contact_id = m.contact_id
      ) subscribed
  ), held as (
    update campaign_batch b
       set in_hand = coalesce((select array_agg(id) from checked where reason is null), '{}'), in_hand_by = $3
     where b.workspace_id = $1::uuid and b.id = $2::uuid and exists (select 1 from guard)
    returning 1
  ), stopped as (
    update message m
       set status = case when checked.reason like 'suppressed%' then 'suppressed' else 'skipped' end,
           skip_reason = checked.reason, next_attempt_at = null
      from checked, held
     where checked.reason is not null and m.workspace_id = $1::uuid and m.id = any($6::uuid[]) and m.id = checked.id
  )
  select checked.id, checked.reason from held left join checked on true`;
