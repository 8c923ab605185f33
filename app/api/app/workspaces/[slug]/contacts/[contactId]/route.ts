import { appRoute } from "@/lib/base/routes/app-route";
import { contactProfile } from "@/lib/people/contacts/contact-profile";
import { eraseContact } from "@/lib/people/contacts/erase-contacts";
import { ContactRef, UpdateContact } from "@/lib/people/contacts/schema";
import { updateContact } from "@/lib/people/contacts/update-contact";

export const GET = appRoute("contacts.read", (ctx, { params }) =>
  contactProfile(ctx, ContactRef.parse(params).contactId),
);

export const PATCH = appRoute("contacts.write", async (ctx, { params, body }) => {
  const { contactId } = ContactRef.parse(params);
  await updateContact(ctx, UpdateContact.parse({ ...(body as object), contactId }));
  return contactProfile(ctx, contactId);
});

export const DELETE = appRoute("contacts.delete", (ctx, { params }) => eraseContact(ctx, ContactRef.parse(params)));
