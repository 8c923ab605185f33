/** How far behind its rhythm a pacer may catch up, in milliseconds: timers are late, and above 100 a second it would show. */
const CATCH_UP_MS = 50;

type Lane = "bulk" | "priority";

interface Waiter {
  go: (may: boolean) => void;
}

/**
 * Spaces the requests of one account evenly, over all senders of this process. Priority requests go before all bulk ones
 * that wait. The rate may change while requests wait.
 */
export class RequestPacer {
  #perSecond: number;
  #nextAt = 0;
  #waiting: Record<Lane, Waiter[]> = { priority: [], bulk: [] };
  #timer: NodeJS.Timeout | null = null;

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  get perSecond(): number {
    return this.#perSecond;
  }

  /** Changes the rate for all requests from now on. */
  setRate(perSecond: number): void {
    this.#perSecond = perSecond;
    this.#plan();
  }

  /** Nobody goes for this time, in milliseconds: the peer asked for it. */
  hold(ms: number): void {
    this.#nextAt = Math.max(this.#nextAt, performance.now() + ms);
    this.#plan();
  }

  /** Resolves when it is this request's turn; false once `signal` is aborted, and then it must not be made. */
  take({ lane, signal }: { lane: Lane; signal?: AbortSignal | undefined }): Promise<boolean> {
    if (signal?.aborted) return Promise.resolve(false);
    return new Promise((resolve) => {
      const leave = () => {
        this.#waiting[lane] = this.#waiting[lane].filter((each) => each !== waiter);
        resolve(false);
      };
      const waiter: Waiter = {
        go: (may) => {
          signal?.removeEventListener("abort", leave);
          resolve(may);
        },
      };
      signal?.addEventListener("abort", leave, { once: true });
      this.#waiting[lane].push(waiter);
      this.#release();
    });
  }

  #release(): void {
    const now = performance.now();
    while (this.#nextAt <= now) {
      const waiter = this.#waiting.priority.shift() ?? this.#waiting.bulk.shift();
      if (!waiter) break;
      this.#nextAt = Math.max(this.#nextAt, now - CATCH_UP_MS) + 1000 / this.#perSecond;
      waiter.go(true);
    }
    this.#plan();
  }

  #plan(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#waiting.priority.length + this.#waiting.bulk.length === 0) return;
    const waitMs = Math.max(0, Math.ceil(this.#nextAt - performance.now()));
    this.#timer = setTimeout(() => this.#release(), waitMs);
  }
}

/**
 * What an answer says about the rate: `ratelimit-limit` requests in each `w` seconds of `ratelimit-policy` (one second
 * without it), `ratelimit-remaining` of them left until `ratelimit-reset` seconds from now, and `retry-after` seconds.
 * Null for what is not said.
 */
export interface RateText {
  perSecond: number | null;
  remaining: number | null;
  resetMs: number | null;
  retryAfterMs: number | null;
}

/** Reads the rate headers of an answer; names in lower case. */
export function readRateHeaders(headers: Readonly<Record<string, string>> | null, now = Date.now()): RateText {
  const number = (name: string) => {
    const text = headers?.[name]?.trim();
    const value = text ? Number.parseFloat(text) : Number.NaN;
    return Number.isFinite(value) && value >= 0 ? value : null;
  };
  const limit = number("ratelimit-limit");
  const windowSeconds = Number(/\bw=(\d+)/.exec(headers?.["ratelimit-policy"] ?? "")?.[1] ?? 1);
  const reset = number("ratelimit-reset");
  return {
    perSecond: limit !== null && limit > 0 && windowSeconds > 0 ? limit / windowSeconds : null,
    remaining: number("ratelimit-remaining"),
    resetMs: reset === null ? null : reset * 1000,
    retryAfterMs: retryAfter(headers?.["retry-after"], now),
  };
}

/** `retry-after` is in seconds or an HTTP date (RFC 9110 §10.2.3). */
function retryAfter(text: string | undefined, now: number): number | null {
  if (!text) return null;
  if (/^\s*\d+(\.\d+)?\s*$/.test(text)) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
