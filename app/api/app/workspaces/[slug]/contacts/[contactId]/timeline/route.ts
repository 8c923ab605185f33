import { appRoute } from "@/lib/base/routes/app-route";
import { contactTimeline } from "@/lib/people/contacts/contact-timeline";
import { TimelineFilters } from "@/lib/people/contacts/schema";

export const GET = appRoute("contacts.read", (ctx, { params, query }) =>
  contactTimeline(ctx, TimelineFilters.parse({ ...query, contactId: params.contactId })),
);
