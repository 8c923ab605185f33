import { z } from "zod";
import { appRoute } from "@/lib/base/routes/app-route";
import { contactProfile } from "@/lib/people/contacts/contact-profile";
import { SubscribeContact, UnsubscribeContact } from "@/lib/people/lists/schema";
import { subscribeContact } from "@/lib/people/lists/subscribe-contact";
import { unsubscribeContact } from "@/lib/people/lists/unsubscribe-contact";

const OnlyConsent = z.strictObject({ consent: z.unknown() });

/** A colleague puts a person on a list by hand: only the consent comes from the body. */
export const PUT = appRoute("contacts.write", async (ctx, { params, body }) => {
  const { consent } = OnlyConsent.parse(body ?? {});
  const input = SubscribeContact.parse({ consent, contactId: params.contactId, listId: params.listId });
  await subscribeContact(ctx, input);
  return contactProfile(ctx, input.contactId);
});

export const DELETE = appRoute("contacts.write", async (ctx, { params }) => {
  const input = UnsubscribeContact.parse({ contactId: params.contactId, listId: params.listId });
  await unsubscribeContact(ctx, input);
  return contactProfile(ctx, input.contactId);
});
