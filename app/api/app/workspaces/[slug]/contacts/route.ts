import { findContacts } from "@/lib/contacts/find-contacts";
import { FindContacts } from "@/lib/contacts/schema";
import { publicId } from "@/lib/db/ids";
import { appRoute } from "@/lib/http/app-route";
import { createSubscriber } from "@/lib/lists/create-subscriber";
import { CreateSubscriber } from "@/lib/lists/schema";

export const GET = appRoute("contacts.read", (ctx, { query }) => findContacts(ctx, FindContacts.parse(query)));

export const POST = appRoute("contacts.write", async (ctx, { body }) => {
  const contact = await createSubscriber(ctx, CreateSubscriber.parse(body));
  return { id: publicId("ctc", contact.id), email: contact.email };
});
