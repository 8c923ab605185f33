import { appRoute } from "@/lib/base/routes/app-route";
import { contactInSegment } from "@/lib/people/contacts/contact-segments";
import { ContactRef } from "@/lib/people/contacts/schema";
import { SegmentRef } from "@/lib/people/segments/schema";

/** Why the person is, or is not, in a segment. */
export const GET = appRoute("segments.read", (ctx, { params }) =>
  contactInSegment(ctx, { ...ContactRef.parse(params), ...SegmentRef.parse(params) }),
);
