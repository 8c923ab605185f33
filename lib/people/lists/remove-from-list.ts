import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { recordEvents } from "@/lib/events/door/record-events";
import { getList } from "./get-list";

/** Ends the subscriptions of many contacts to a list, each with a consent record and an event; gives how many ended. */
export async function removeFromList(tx: Ctx, contactIds: readonly string[], listId: string): Promise<number> {
  const list = await getList(tx, listId);
  const at = tx.now();
  const ended = await tx.db.$queryRaw<{ contact_id: string }[]>(Prisma.sql`
    with ended as (
      update subscription set status = 'unsubscribed', unsubscribed_at = ${at}, unsubscribe_reason = ${`Removed by ${tx.actor.name}`}
      where workspace_id = ${tx.workspaceId}::uuid and list_id = ${listId}::uuid
        and contact_id = any(${[...contactIds]}::uuid[]) and status <> 'unsubscribed'
      returning workspace_id, contact_id
    ), proven as (
      insert into consent_record (workspace_id, id, contact_id, email_normalized, list_id, list_name, kind, method, ip, occurred_at)
      select ended.workspace_id, new_id(), contact.id, contact.email_normalized, ${list.id}::uuid, ${list.name}, 'opt_out', 'manual',
        ${tx.ip ?? null}, ${at}
      from ended join contact on contact.workspace_id = ended.workspace_id and contact.id = ended.contact_id
    )
    select contact_id from ended`);
  const data = { listId: list.id, listName: list.name, method: "manual" };
  await recordEvents(
    tx,
    ended.map(({ contact_id }) => ({
      type: "contact.unsubscribed" as const,
      occurredAt: at,
      contactId: contact_id,
      data,
    })),
  );
  return ended.length;
}
