/** What was found at every look for a while. Remembers no more than the last look found. */
export class StillThere {
  readonly #forMs: number;
  #since = new Map<string, number>();

  constructor(forMs: number) {
    this.#forMs = forMs;
  }

  /** Of what is found now, what has been found at each look since `forMs` ago or longer. */
  look<T>(found: readonly T[], keyOf: (one: T) => string, nowMs = performance.now()): T[] {
    this.#since = new Map(found.map((one) => [keyOf(one), this.#since.get(keyOf(one)) ?? nowMs]));
    return found.filter((one) => nowMs - (this.#since.get(keyOf(one)) ?? nowMs) >= this.#forMs);
  }
}
