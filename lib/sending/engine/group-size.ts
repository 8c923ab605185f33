import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import type { GroupResult } from "./send-group";

/** Groups aim at this time on the wire: what is on the wire when a campaign is paused still leaves. */
const GROUP_MS = 400;
const FIRST_GROUP = 25;
const MAX_GROUP = 250;
/** Composed messages of one group take at most this much memory. */
const GROUP_BYTES = 8 * 1024 * 1024;

/** The size of group that a transport was last found to take in `GROUP_MS`: the next batch begins with it. */
const sizes = new BoundedCache<number>({ max: 5000 });

/** How many messages the next group of a transport should have; `contentBytes` is the least that one of them takes. */
export function groupSize(transportId: string, contentBytes: number): number {
  return Math.min(sizes.get(transportId) ?? FIRST_GROUP, mostOf(contentBytes));
}

/** Learns from a group of `sent` messages: sizes double while groups are quick, and never grow past what fits into memory. */
export function learnGroupSize(
  transportId: string,
  { tookMs, largest }: Pick<GroupResult, "tookMs" | "largest">,
  sent: number,
): void {
  const byTime = Math.floor((sent * GROUP_MS) / tookMs);
  const doubled = groupSize(transportId, largest) * 2;
  sizes.set(transportId, Math.max(1, Math.min(MAX_GROUP, doubled, byTime, mostOf(largest))));
}

function mostOf(bytesEach: number): number {
  return Math.max(1, Math.floor(GROUP_BYTES / Math.max(1, bytesEach)));
}
