import { contactProfile } from "@/lib/contacts/contact-profile";
import { eraseContact } from "@/lib/contacts/erase-contacts";
import { ContactRef, UpdateContact } from "@/lib/contacts/schema";
import { updateContact } from "@/lib/contacts/update-contact";
import { appRoute } from "@/lib/http/app-route";

export const GET = appRoute("contacts.read", (ctx, { params }) =>
  contactProfile(ctx, ContactRef.parse(params).contactId),
);

export const PATCH = appRoute("contacts.write", async (ctx, { params, body }) => {
  const { contactId } = ContactRef.parse(params);
  await updateContact(ctx, UpdateContact.parse({ ...(body as object), contactId }));
  return contactProfile(ctx, contactId);
});

export const DELETE = appRoute("contacts.delete", (ctx, { params }) => eraseContact(ctx, ContactRef.parse(params)));
