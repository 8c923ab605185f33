const maxRemembered = 10_000;
/** Until when each key is known (monotonic clock). */
const known = new Map<string, number>();

/**
 * True the first time a key is seen in this process within `windowMs`. It spares the database the calls of a flood; whoever needs one
 * answer for all processes asks `isFirstHit` after it.
 */
export function onceHere(key: string, windowMs: number): boolean {
  const now = performance.now();
  if ((known.get(key) ?? 0) > now) return false;
  if (known.size >= maxRemembered) known.clear();
  known.set(key, now + windowMs);
  return true;
}
