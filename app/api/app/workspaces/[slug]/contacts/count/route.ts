import { countContacts } from "@/lib/contacts/find-contacts";
import { ContactFilters } from "@/lib/contacts/schema";
import { appRoute } from "@/lib/http/app-route";

export const GET = appRoute("contacts.read", (ctx, { query }) => countContacts(ctx, ContactFilters.parse(query)), {
  heavy: true,
});
