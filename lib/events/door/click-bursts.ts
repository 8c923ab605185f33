/** A click as the burst rule sees it. */
export interface TimedClick {
  id: string;
  linkId: string;
  occurredAt: Date;
}

const FAST_MS = 5_000;
const SLOW_MS = 10_000;
const MIN_LINKS = 3;

/**
 * Finds clicks that belong to a machine walking through the links of one message: three different links within five seconds, or
 * half of all links (and at least three) within ten. Returns their ids, earlier clicks of the burst included, so that those can be corrected.
 */
export function findClickBursts(clicks: readonly TimedClick[], linkCount: number): Set<string> {
  const sorted = [...clicks].sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime() || (a.id < b.id ? -1 : 1));
  const burst = new Set<string>();
  markWindows(sorted, FAST_MS, MIN_LINKS, burst);
  markWindows(sorted, SLOW_MS, Math.max(MIN_LINKS, Math.ceil(linkCount / 2)), burst);
  return burst;
}

function markWindows(sorted: readonly TimedClick[], windowMs: number, minLinks: number, burst: Set<string>): void {
  const linksInWindow = new Map<string, number>();
  let start = 0;
  for (const [end, click] of sorted.entries()) {
    linksInWindow.set(click.linkId, (linksInWindow.get(click.linkId) ?? 0) + 1);
    while (click.occurredAt.getTime() - sorted[start]!.occurredAt.getTime() > windowMs) {
      const { linkId } = sorted[start++]!;
      const left = linksInWindow.get(linkId)! - 1;
      if (left === 0) linksInWindow.delete(linkId);
      else linksInWindow.set(linkId, left);
    }
    if (linksInWindow.size >= minLinks) for (const member of sorted.slice(start, end + 1)) burst.add(member.id);
  }
}
