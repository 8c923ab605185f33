import { appRoute } from "@/lib/base/routes/app-route";
import { SegmentRules } from "@/lib/people/segments/schema";
import { countSegment } from "@/lib/people/segments/segments";

/** A question with a body, because rule trees do not fit a URL: changes nothing. */
export const POST = appRoute("segments.read", (ctx, { body }) => countSegment(ctx, SegmentRules.parse(body)), {
  heavy: true,
});
