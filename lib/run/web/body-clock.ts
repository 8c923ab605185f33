/** How slowly a body may come. */
export interface BodyPace {
  /** Before anything is expected, and the longest pause. */
  idleMs: number;
  /** Bytes a second on the whole, after `idleMs`. */
  minRate: number;
  /** All of it. */
  totalMs: number;
}

/** A form or a JSON body. */
export const SMALL_BODY: BodyPace = { idleMs: 10_000, minRate: 500, totalMs: 60_000 };
/** A file: 500 MB through a slow line take a while. */
export const LARGE_BODY: BodyPace = { idleMs: 20_000, minRate: 8_000, totalMs: 3 * 3_600_000 };

/** Measures one body. Time in which our own reader took nothing is not the client's. */
export class BodyClock {
  #pace: BodyPace;
  #startedAt: number;
  #lastAt: number;
  #bytes = 0;
  #fullSince: number | null = null;
  #ownMs = 0;

  constructor(pace: BodyPace, now: number) {
    this.#pace = pace;
    this.#startedAt = now;
    this.#lastAt = now;
  }

  piece(bytes: number, now: number): void {
    this.#bytes += bytes;
    this.#lastAt = now;
  }

  full(now: number): void {
    this.#fullSince ??= now;
  }

  wanted(now: number): void {
    if (this.#fullSince === null) return;
    this.#ownMs += now - this.#fullSince;
    this.#fullSince = null;
    this.#lastAt = now;
  }

  /** True when the client has had all the time it gets. */
  isLate(now: number): boolean {
    if (now - this.#startedAt > this.#pace.totalMs) return true;
    if (this.#fullSince !== null) return false;
    const spent = now - this.#startedAt - this.#ownMs;
    if (now - this.#lastAt > this.#pace.idleMs) return true;
    return spent > this.#pace.idleMs && this.#bytes < (this.#pace.minRate * (spent - this.#pace.idleMs)) / 1000;
  }
}
