import { publicId } from "@/lib/base/db/ids";
import { appRoute } from "@/lib/base/routes/app-route";
import { findContacts } from "@/lib/people/contacts/find-contacts";
import { FindContacts } from "@/lib/people/contacts/schema";
import { createSubscriber } from "@/lib/people/lists/create-subscriber";
import { CreateSubscriber } from "@/lib/people/lists/schema";

export const GET = appRoute("contacts.read", (ctx, { query }) => findContacts(ctx, FindContacts.parse(query)));

export const POST = appRoute("contacts.write", async (ctx, { body }) => {
  const contact = await createSubscriber(ctx, CreateSubscriber.parse(body));
  return { id: publicId("ctc", contact.id), email: contact.email };
});
