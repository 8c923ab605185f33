const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Waits before each try after the first, as Standard Webhooks advises: ten tries in a little over three days. */
const WAITS_MS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const;
/** Tries of a delivery until it is given up. */
export const MOST_TRIES = WAITS_MS.length + 1;
/** The most that the other side may put a try off by Retry-After. */
const LONGEST_ASKED_MS = 24 * HOUR;
/** Each wait is up to this part longer, so that what failed together does not come again together. */
const JITTER = 0.2;

/**
 * When a delivery is tried again after its `tries`-th try failed; null when that was the last. `askedMs` is what the other side asked for by
 * Retry-After; `random` is of [0, 1).
 */
export function nextTryAt(
  tries: number,
  { now, askedMs, random }: { now: Date; askedMs: number | null; random: number },
): Date | null {
  const waitMs = WAITS_MS[tries - 1];
  if (waitMs === undefined) return null;
  const least = Math.max(waitMs, Math.min(askedMs ?? 0, LONGEST_ASKED_MS));
  return new Date(now.getTime() + Math.round(least * (1 + JITTER * random)));
}

/** What Retry-After asks for (RFC 9110 § 10.2.3): seconds or a date; null when it says nothing that can be read. */
export function retryAfterMs(header: string | null | undefined, now: Date): number | null {
  const text = header?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return Number(text) * SECOND;
  const date = /^[A-Z][a-z]{2}[\w ,:-]{10,35} GMT$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now.getTime());
}

const FIRST_PAUSE_MS = 5 * SECOND;
/** However often it failed. */
export const LONGEST_PAUSE_MS = 5 * MINUTE;
/** Failures in a row after which an endpoint is only knocked at, one delivery at a time. */
export const FAILURES_TO_PAUSE = 5;

/** How long an endpoint is left alone after so many failures in a row: its other deliveries wait and lose no try by it. */
export function pauseMs(failures: number): number {
  if (failures < FAILURES_TO_PAUSE) return 0;
  return Math.min(FIRST_PAUSE_MS * 2 ** (failures - FAILURES_TO_PAUSE), LONGEST_PAUSE_MS);
}
