import type { ContactItem } from "@/lib/people/contacts/find-contacts";
import { outId } from "./shapes";

/** A contact as Resend lists it; seen from a list, who has left that list counts as unsubscribed too. */
export function presentContact(item: ContactItem, listId: string | null) {
  const left =
    listId !== null && item.lists.some(({ id, status }) => outId("lst", id) === listId && status === "unsubscribed");
  return {
    id: outId("ctc", item.id),
    email: item.email,
    first_name: item.firstName,
    last_name: item.lastName,
    created_at: item.createdAt,
    unsubscribed: item.suppressed === "unsubscribe" || left,
  };
}

/** One by itself, with its properties. */
export const presentWholeContact = (item: ContactItem, listId: string | null) => ({
  object: "contact",
  ...presentContact(item, listId),
  properties: item.fields,
});

/** What proves a subscription that comes by these calls. */
export const GIVEN = "Given by the API for clients of Resend";
