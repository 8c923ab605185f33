import { contactTimeline } from "@/lib/contacts/contact-timeline";
import { TimelineFilters } from "@/lib/contacts/schema";
import { appRoute } from "@/lib/http/app-route";

export const GET = appRoute("contacts.read", (ctx, { params, query }) =>
  contactTimeline(ctx, TimelineFilters.parse({ ...query, contactId: params.contactId })),
);
