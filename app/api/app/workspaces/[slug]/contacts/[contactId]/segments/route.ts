import { appRoute } from "@/lib/base/routes/app-route";
import { contactSegments } from "@/lib/people/contacts/contact-segments";
import { ContactRef } from "@/lib/people/contacts/schema";

/** Every saved segment, with whether the person is in it. */
export const GET = appRoute("segments.read", async (ctx, { params }) => ({
  items: await contactSegments(ctx, ContactRef.parse(params).contactId),
}));
