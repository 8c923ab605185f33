import { BoundedCache } from "@/lib/base/cache/bounded-cache";

const known = new BoundedCache<true>({ max: 10_000 });

/**
 * True the first time a key is seen in this process within `windowMs`. It spares the database the calls of a flood; whoever needs one
 * answer for all processes asks `isFirstHit` after it.
 */
export function onceHere(key: string, windowMs: number): boolean {
  if (known.get(key)) return false;
  known.set(key, true, windowMs);
  return true;
}
