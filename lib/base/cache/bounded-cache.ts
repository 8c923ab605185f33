import { LRUCache } from "lru-cache";

/** The clock of the moment: tests put another in its place. */
const clock = { now: () => performance.now() };

/**
 * What one process remembers by key: at most `max` entries, the one used longest ago goes first. With `freshMs` an entry is
 * forgotten so many milliseconds after it was set, by the monotonic clock. Takes no memory before the first entry.
 */
export class BoundedCache<Value extends NonNullable<unknown>> {
  readonly #limits: { max: number; freshMs?: number };
  #entries: LRUCache<string, Value> | undefined;

  constructor(limits: { max: number; freshMs?: number }) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#entries?.size ?? 0;
  }

  get(key: string): Value | undefined {
    return this.#entries?.get(key);
  }

  /** Remembers a value; `freshMs` for this one alone, counted from `sinceMs` of `performance.now()`. */
  set(key: string, value: Value, freshMs = this.#limits.freshMs, sinceMs = performance.now()): void {
    if (freshMs !== undefined && freshMs <= 0) {
      this.delete(key);
      return;
    }
    // Resolution 0: the clock is read at every look, so an entry is never served past its time.
    this.#entries ??= new LRUCache<string, Value>({ max: this.#limits.max, ttlResolution: 0, perf: clock });
    this.#entries.set(key, value, freshMs === undefined ? {} : { ttl: freshMs, start: sinceMs });
  }

  delete(key: string): void {
    this.#entries?.delete(key);
  }

  clear(): void {
    this.#entries?.clear();
  }

  values(): Value[] {
    return [...(this.#entries?.values() ?? [])];
  }
}
