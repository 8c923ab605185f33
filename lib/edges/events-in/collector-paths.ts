/** Where programs that speak as Segment's or PostHog's libraries do tell their events. */
export const SEGMENT_ROOT = "/api/segment";
export const POSTHOG_ROOT = "/api/posthog";

/** Calls of the HTTP Tracking API, and the short names that libraries for browsers have for them. */
const segmentCalls = "batch|identify|track|page|screen|group|alias|import|b|i|t|p|s|g|a";
/** Below its root, and without one: `@segment/analytics-node` drops the path of its `host`. */
const segment = new RegExp(`^(?:${SEGMENT_ROOT}/+)?/*v1/+(${segmentCalls})/*$`);
const posthogCalls = "batch|capture|e|i/v0/e|track|engage|i/v1/analytics/events|flags|decide";
const posthog = new RegExp(`^${POSTHOG_ROOT}/+(${posthogCalls})/*$`);

export interface CollectorCall {
  dialect: "segment" | "posthog";
  /** What stands behind the root, without slashes around it. */
  call: string;
}

/** Whether something there takes events, and what of it; null for any other path. Slashes count for nothing. */
export function collectorCall(path: string): CollectorCall | null {
  if (path.length > 100) return null;
  const [, ofSegment] = segment.exec(path) ?? [];
  if (ofSegment !== undefined) return { dialect: "segment", call: ofSegment };
  const [, ofPosthog] = posthog.exec(path) ?? [];
  return ofPosthog === undefined ? null : { dialect: "posthog", call: ofPosthog };
}
