import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { conflict } from "@/lib/base/errors";
import { recordEvents } from "@/lib/events/door/record-events";
import type { ConsentMethod } from "@/lib/people/consent/record-consent";
import { getList } from "./get-list";

export interface AddToList {
  contactIds: readonly string[];
  listId: string;
  /** Where and how these people agreed. */
  wording: string;
  method: ConsentMethod;
  evidence?: Record<string, string | number | boolean | null>;
}

/**
 * Puts many contacts on a list as confirmed, each with a consent record and an event. Who is on it already stays as they are: in
 * particular nobody who unsubscribed comes back this way. Gives how many are new. For use inside a transaction.
 */
export async function addToList(tx: Ctx, input: AddToList): Promise<number> {
  const list = await getList(tx, input.listId);
  if (list.archivedAt) throw conflict("This list is archived. Restore it first.");
  const at = tx.now();
  const evidence = JSON.stringify(input.evidence ?? {});
  const added = await tx.db.$queryRaw<{ contact_id: string }[]>(Prisma.sql`
    with added as (
      insert into subscription (workspace_id, id, list_id, contact_id, status, source, created_at, confirmed_at)
      select workspace_id, new_id(), ${list.id}::uuid, id, 'confirmed', ${input.method}, ${at}, ${at}
      from contact where workspace_id = ${tx.workspaceId}::uuid and id = any(${[...input.contactIds]}::uuid[])
      order by id
      on conflict (workspace_id, list_id, contact_id) do nothing
      returning workspace_id, contact_id
    ), proven as (
      insert into consent_record (workspace_id, id, contact_id, email_normalized, list_id, list_name, kind, method, wording, evidence, ip, occurred_at)
      select added.workspace_id, new_id(), contact.id, contact.email_normalized, ${list.id}::uuid, ${list.name}, 'opt_in', ${input.method},
        ${input.wording}, ${evidence}::jsonb, ${tx.ip ?? null}, ${at}
      from added join contact on contact.workspace_id = added.workspace_id and contact.id = added.contact_id
    )
    select contact_id from added`);
  const data = { listId: list.id, listName: list.name, status: "confirmed", method: input.method };
  await recordEvents(
    tx,
    added.map(({ contact_id }) => ({
      type: "contact.subscribed" as const,
      occurredAt: at,
      contactId: contact_id,
      data,
    })),
  );
  return added.length;
}
