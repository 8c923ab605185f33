import { appRoute } from "@/lib/http/app-route";
import { SegmentRules } from "@/lib/segments/schema";
import { countSegment } from "@/lib/segments/segments";

/** A question with a body, because rule trees do not fit a URL: changes nothing. */
export const POST = appRoute("segments.read", (ctx, { body }) => countSegment(ctx, SegmentRules.parse(body)), {
  heavy: true,
});
