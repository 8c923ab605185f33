export interface LineLimits {
  perSecond: number;
  /** After a quiet time. */
  atOnce: number;
}

/** How many lines of one kind may be written: some at once, and over time so many a second. What is left out is counted. */
export class LineBudget {
  readonly #limits: LineLimits;
  #left: number;
  #at: number;
  #leftOut = 0;

  constructor(limits: LineLimits, nowMs = performance.now()) {
    this.#limits = limits;
    this.#left = limits.atOnce;
    this.#at = nowMs;
  }

  /** Null: not this one. Else how many were left out since the last one that was written. */
  take(nowMs = performance.now()): { leftOut: number } | null {
    const { perSecond, atOnce } = this.#limits;
    this.#left = Math.min(atOnce, this.#left + ((nowMs - this.#at) / 1000) * perSecond);
    this.#at = nowMs;
    if (this.#left < 1) {
      this.#leftOut += 1;
      return null;
    }
    this.#left -= 1;
    const leftOut = this.#leftOut;
    this.#leftOut = 0;
    return { leftOut };
  }
}
