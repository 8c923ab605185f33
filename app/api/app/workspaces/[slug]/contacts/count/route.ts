import { appRoute } from "@/lib/base/routes/app-route";
import { countContacts } from "@/lib/people/contacts/find-contacts";
import { ContactFilters } from "@/lib/people/contacts/schema";

export const GET = appRoute("contacts.read", (ctx, { query }) => countContacts(ctx, ContactFilters.parse(query)), {
  heavy: true,
});
