import type { Ctx } from "@/lib/base/context";
import { inPgStatement, plainArray } from "@/lib/base/db/pg-transaction";
import type { Begun } from "@/lib/sending/engine/begin-group";
import { blockedReasonText } from "./blocked-reason";
import type { EmailLease } from "./claim-emails";

/**
 * Writes down which messages are about to be handed over (`email_batch.in_hand`) before anything leaves, and looks once more whether
 * each may be mailed, whoever has become a contact meanwhile: those that may not end here with their reason. Null when nothing may leave any more: the transport is paused, or
 * the lease was lost. Throws when the database cannot answer, and then nothing is sent.
 */
export async function beginEmails(
  ctx: Ctx,
  lease: EmailLease,
  group: { transportId: string; messageIds: readonly string[] },
): Promise<Begun | null> {
  const { rows } = await inPgStatement<{ id: string | null; reason: string | null }>(
    { byKey: true },
    CHECK_AND_HOLD,
    ...[ctx.workspaceId, lease.batchId, lease.holder, group.transportId, plainArray(group.messageIds), ctx.now()],
  );
  if (rows.length === 0) return null;
  const ids = new Set(rows.flatMap(({ id, reason }) => (id !== null && reason === null ? [id] : [])));
  return { ids, stopped: rows.filter(({ reason }) => reason !== null).length };
}

/** No row at all when the guard says no. */
const CHECK_AND_HOLD = `
  with guard as (
    select from email_batch b
      join transport t on t.workspace_id = b.workspace_id and t.id = $4::uuid
     where b.workspace_id = $1::uuid and b.id = $2::uuid and b.leased_by = $3
       and (t.paused_at is null or t.paused_until is not null)
  ), checked as (
    select m.id, ${blockedReasonText({ email: "m.email_normalized", list: "e.list_id", contact: "coalesce(m.contact_id, c.id)", now: "$6::timestamptz" })} as reason
      from guard
      join message m on m.workspace_id = $1::uuid and m.id = any($5::uuid[]) and m.status in ('pending', 'deferred')
      join lateral (
        select x.list_id from email_recipient r join email x on x.workspace_id = r.workspace_id and x.id = r.email_id
         where r.workspace_id = $1::uuid and r.message_id = m.id limit 1
      ) e on true
      left join lateral (
        select x.id from contact x where x.workspace_id = $1::uuid and x.email_normalized = m.email_normalized limit 1
      ) c on true
  ), held as (
    update email_batch b
       set in_hand = coalesce((select array_agg(id) from checked where reason is null), '{}'), in_hand_by = $3
     where b.workspace_id = $1::uuid and b.id = $2::uuid and exists (select from guard)
    returning 1
  ), stopped as (
    update message m
       set status = case when checked.reason like 'suppressed%' then 'suppressed' else 'skipped' end,
           skip_reason = checked.reason, next_attempt_at = null
      from checked, held
     where checked.reason is not null and m.workspace_id = $1::uuid and m.id = any($5::uuid[]) and m.id = checked.id
  )
  select checked.id, checked.reason from held left join checked on true`;
