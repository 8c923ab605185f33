import { z } from "zod";
import { contactProfile } from "@/lib/contacts/contact-profile";
import { appRoute } from "@/lib/http/app-route";
import { SubscribeContact, UnsubscribeContact } from "@/lib/lists/schema";
import { subscribeContact } from "@/lib/lists/subscribe-contact";
import { unsubscribeContact } from "@/lib/lists/unsubscribe-contact";

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
