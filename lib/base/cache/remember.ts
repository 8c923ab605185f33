import type { BoundedCache } from "./bounded-cache";

/**
 * The answer of `load`, remembered: all who ask while it is on its way share one load, and those who ask within `freshMs` milliseconds
 * of its begin get the same answer. Without `freshMs` it stays until it is forgotten. A failure is remembered by nobody.
 * `freshMs` may depend on how long the load took (milliseconds); 0 or less: only those who waited for it share it.
 */
export function remember<Value>(
  cache: BoundedCache<Promise<Value>>,
  key: string,
  load: () => Promise<Value>,
  freshMs?: number | ((tookMs: number) => number),
): Promise<Value> {
  const known = cache.get(key);
  if (known) return known;
  const beganMs = performance.now();
  const answer = load();
  cache.set(key, answer);
  // Whoever forgot the key meanwhile wants a new answer: this one is not put back.
  const stillKnown = () => cache.get(key) === answer;
  answer.then(
    () => {
      const fresh = typeof freshMs === "function" ? freshMs(performance.now() - beganMs) : freshMs;
      if (fresh !== undefined && stillKnown()) cache.set(key, answer, fresh, beganMs);
    },
    () => stillKnown() && cache.delete(key),
  );
  return answer;
}
