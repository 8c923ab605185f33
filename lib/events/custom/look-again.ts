import { type SqlTx, textArray } from "@/lib/base/db/pg-transaction";

// Whether there are such events at all is asked once for all of them: most workspaces have none. The order has them found by the index of ids.
const LOOK_AGAIN = `
  insert into event_identity (workspace_id, event_id)
  select $1::uuid, waiting.id from unnest($2::text[]) as u(value) cross join lateral (
    select e.id from custom_event e where e.workspace_id = $1::uuid and e.contact_id is null and e.user_id between u.value and u.value
     order by e.user_id limit 1
  ) waiting
   where exists (select from custom_event e where e.workspace_id = $1::uuid and e.contact_id is null and e.user_id is not null)
   order by waiting.id
  on conflict (workspace_id, event_id) do update set applied_at = null`;

/**
 * Has events looked at that came under ids which contacts have got just now, by an import or a program: one of each id leads to the
 * others (lib/people/identities), within minutes. Up to a thousand ids.
 */
export async function lookAgain(tx: SqlTx, userIds: readonly string[]): Promise<void> {
  if (userIds.length > 0) await tx.db.$executeRawUnsafe(LOOK_AGAIN, tx.workspaceId, textArray(userIds));
}
