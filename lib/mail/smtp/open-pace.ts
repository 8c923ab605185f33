/** Failures in a row, without one message taken between them, after which the peer counts as out of order. */
const MOST_FAILURES = 4;
/** After the peer has turned a connection away while others work, no further one is opened for this long (doubling). */
const FIRST_GROWTH_PAUSE_MS = 30_000;
const LONGEST_GROWTH_PAUSE_MS = 300_000;
const LONGEST_RETRY_MS = 30_000;

/** When another connection may be tried: failures are spaced out, so that a peer in distress is not hammered. */
export class OpenPace {
  #retryMs: number;
  #failures = 0;
  #openAfter = 0;
  #growAfter = 0;
  /** A connection has been made since the last failure, so several may be made at once. */
  #reachable = false;

  /** `retryMs`: pause after a first failure. */
  constructor(retryMs: number) {
    this.#retryMs = retryMs;
  }

  /** Until one has been made, a single connection tries: a wrong password is not said eight times over. */
  get oneAtATime(): boolean {
    return !this.#reachable || this.#failures > 0;
  }

  /** How long to wait. `growing`: others work, and this one would only add to them. */
  pauseMs(growing: boolean): number {
    return Math.max(this.#openAfter, growing ? this.#growAfter : 0) - Date.now();
  }

  /** A connection has been made. */
  reached(): void {
    this.#reachable = true;
  }

  /** A message has been taken or refused: the peer works. */
  proved(): void {
    this.#failures = 0;
    this.#openAfter = 0;
  }

  /**
   * A connection could not be made, or was of no use. `final`: another try within seconds would not help. Answers true
   * when it is time to give up, if nothing else works.
   */
  failed(final: boolean): boolean {
    const doubled = 2 ** this.#failures;
    this.#failures += 1;
    this.#reachable = false;
    this.#openAfter = Date.now() + Math.min(LONGEST_RETRY_MS, this.#retryMs * doubled);
    if (final) this.#growAfter = Date.now() + Math.min(LONGEST_GROWTH_PAUSE_MS, FIRST_GROWTH_PAUSE_MS * doubled);
    return final || this.#failures >= MOST_FAILURES;
  }

  /** Given up: the next `send` tries afresh. */
  reset(): void {
    this.#failures = 0;
    this.#openAfter = 0;
    this.#growAfter = 0;
  }
}
