import { createContact } from "@/lib/contacts/create-contact";
import { findContacts } from "@/lib/contacts/find-contacts";
import { CreateContact, FindContacts } from "@/lib/contacts/schema";
import { publicId } from "@/lib/db/ids";
import { appRoute } from "@/lib/http/app-route";

export const GET = appRoute("contacts.read", (ctx, { query }) => findContacts(ctx, FindContacts.parse(query)));

export const POST = appRoute("contacts.write", async (ctx, { body }) => {
  const contact = await createContact(ctx, CreateContact.parse(body));
  return { id: publicId("ctc", contact.id), email: contact.email };
});
