import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { textArray } from "@/lib/base/db/pg-transaction";

const { sql } = Prisma;

/**
 * Has events looked at that came under ids which contacts have got just now, by an import or a program: one of each id leads to the
 * others (lib/people/identities), within minutes. Up to a thousand ids.
 */
export async function lookAgain(tx: Ctx, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return;
  const workspace = sql`${tx.workspaceId}::uuid`;
  await tx.db.$executeRaw(sql`
    insert into event_identity (workspace_id, event_id)
    select ${workspace}, waiting.id from unnest(${textArray(userIds)}::text[]) as u(value) cross join lateral (
      select e.id from custom_event e where e.workspace_id = ${workspace} and e.contact_id is null and e.user_id = u.value limit 1
    ) waiting
    -- Once for all of them: most workspaces have no such events.
     where exists (select from custom_event e where e.workspace_id = ${workspace} and e.contact_id is null and e.user_id is not null)
     order by waiting.id
    on conflict (workspace_id, event_id) do update set applied_at = null`);
}
