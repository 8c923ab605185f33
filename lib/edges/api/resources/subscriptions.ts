import { z } from "zod";
import { publicId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict, notFound } from "@/lib/base/errors";
import { defineOperation } from "@/lib/edges/api/operation";
import type { KeyCtx } from "@/lib/edges/api-keys/open-key";
import { subscriptionStatuses } from "@/lib/people/addresses/subscription-status.shared";
import { contactIdOf } from "@/lib/people/contacts/contact-id";
import { contactProfile } from "@/lib/people/contacts/contact-profile";
import { getContact } from "@/lib/people/contacts/get-contact";
import { getList } from "@/lib/people/lists/get-list";
import { unsubscribeContact } from "@/lib/people/lists/unsubscribe-contact";
import { ConsentGiven, UpsertContact } from "@/lib/people/upserts/schema";
import { upsertContact } from "@/lib/people/upserts/upsert-contact";
import { ContactParam } from "./contacts";
import { asPage, idParam, pageOf, Time } from "./shapes";

const group = "Subscriptions";
const path = "/contacts/{contact}/subscriptions";
const onList = "/contacts/{contact}/subscriptions/{list_id}";
const ListOfContact = z.strictObject({ ...ContactParam.shape, listId: idParam("lst") });
const reason = z.string().max(500).optional().meta({ description: "In the words of the person." });

const Subscription = z
  .object({
    listId: z.string(),
    name: z.string(),
    status: z.enum(subscriptionStatuses),
    source: z.string(),
    since: Time,
    reason: z.string().nullable(),
    archived: z.boolean(),
  })
  .meta({ id: "Subscription" });

const list = defineOperation({
  id: "listSubscriptions",
  method: "GET",
  path,
  group,
  summary: "List the subscriptions of a contact",
  description: "All of them, newest first, also those that ended.",
  scope: "contacts.read",
  params: ContactParam,
  answer: pageOf(Subscription),
  run: async (ctx, { params }) => {
    const { subscriptions } = await contactProfile(ctx, await contactIdOf(ctx, params.contact));
    return asPage(subscriptions, null);
  },
});

const subscribe = defineOperation({
  id: "subscribe",
  method: "PUT",
  path: onList,
  group,
  summary: "Put a contact on a list",
  description:
    "With the proof of consent. Asking twice is fine. Who has left the list is a `conflict`, unless `resubscribe` says that the person asked for it anew.",
  scope: "contacts.write",
  params: ListOfContact,
  body: z.strictObject({
    status: UpsertContact.shape.lists.unwrap().element.shape.status,
    consent: ConsentGiven,
    resubscribe: UpsertContact.shape.resubscribe,
  }),
  example: { consent: { wording: "Box on the checkout page: “Send me offers”", ip: "203.0.113.7" } },
  answer: Subscription,
  run: (ctx, { params: { contact, listId }, body: { status, ...body } }) =>
    inTransaction(ctx, async (tx) => {
      const id = await contactIdOf(tx, contact);
      await getList(tx, listId);
      const { email } = await getContact(tx, id);
      // Erased in between, or no longer at this address: nobody is made or subscribed in their place.
      const saved = await upsertContact(tx, { email, lists: [{ listId, status }], ...body }).catch(
        async (error: unknown) => {
          await getContact(tx, id);
          throw error;
        },
      );
      if (saved.id !== id) throw notFound("contact");
      const now = await subscriptionOf(tx, id, listId);
      if (now.status === "unsubscribed")
        throw conflict("This person has left the list. Set resubscribe when they asked to come back.");
      return now;
    }),
});

async function subscriptionOf(ctx: KeyCtx, contactId: string, listId: string) {
  const { subscriptions } = await contactProfile(ctx, contactId);
  const found = subscriptions.find((each) => each.listId === publicId("lst", listId));
  if (!found) throw conflict("The subscription is gone again.");
  return found;
}

const Ended = z.object({ ended: z.number().int().meta({ description: "Subscriptions that ended by it." }) });

const unsubscribe = defineOperation({
  id: "unsubscribe",
  method: "DELETE",
  path: onList,
  group,
  summary: "Take a contact off a list",
  scope: "contacts.write",
  params: ListOfContact,
  query: z.strictObject({ reason }),
  answer: Ended,
  run: async (ctx, { params: { contact, listId }, query }) =>
    unsubscribeContact(ctx, { contactId: await contactIdOf(ctx, contact), listId, method: "api", ...query }),
});

const unsubscribeAll = defineOperation({
  id: "unsubscribeFromAll",
  method: "DELETE",
  path,
  group,
  summary: "Take a contact off all lists",
  scope: "contacts.write",
  params: ContactParam,
  query: z.strictObject({ reason }),
  answer: Ended,
  run: async (ctx, { params: { contact }, query }) =>
    unsubscribeContact(ctx, { contactId: await contactIdOf(ctx, contact), method: "api", ...query }),
});

export const subscriptionOperations = [list, subscribe, unsubscribe, unsubscribeAll];
