const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Waits after each deferral; the last one repeats until the message's time is over. */
const BACKOFF_MS = [1, 5, 15, 30, 60, 120, 240, 480].map((minutes) => minutes * MINUTE);
/** Greylisting servers want five minutes (Postgrey's default) before they take a message. */
const GREYLIST_MS = 5 * MINUTE;
/** A throttle is paced by provider, not by message: its messages all come again this soon, at the pace that then holds. */
const THROTTLED_MS = 5 * MINUTE;
const JITTER = 0.2;
/** After a suspension the messages that waited for its end come within a minute, not all at once. */
const SPREAD_MS = MINUTE;

export const DEFAULT_RETRY_HOURS = 24;
export const MAX_RETRY_HOURS = 72;

export interface RetryOptions {
  /** Category of the deferral. */
  category?: string | null;
  /** When the receiving provider may be written to again; null: now. */
  notBefore?: Date | null;
  /** How long after the first try the message is given up. */
  lifetimeHours?: number;
  /** The message is worth nothing any more after this time (transactional mail). */
  deadline?: Date | null;
}

/**
 * When to try again after `attempts` tries (this one counted), or null when it is time to give up (RFC 5321 §4.5.4.1 asks for days;
 * mail that is news is worth a day). `random` in [0, 1) spreads tries by 20 % either way, so that they do not come in waves. The last
 * try is at the very end of the message's time. Pure.
 */
export function nextAttempt(
  attempts: number,
  firstTriedAt: Date,
  now: Date,
  random: number,
  { category, notBefore, lifetimeHours = DEFAULT_RETRY_HOURS, deadline }: RetryOptions = {},
): Date | null {
  const end = Math.min(firstTriedAt.getTime() + lifetimeHours * HOUR, deadline?.getTime() ?? Infinity);
  if (end - now.getTime() < MINUTE) return null;
  const wait = waitAfter(attempts, category) * (1 - JITTER + 2 * JITTER * random);
  const free = notBefore ? notBefore.getTime() + SPREAD_MS * random : 0;
  if (notBefore && notBefore.getTime() >= end) return null;
  return new Date(Math.round(Math.min(end, Math.max(now.getTime() + wait, free))));
}

function waitAfter(attempts: number, category: string | null | undefined): number {
  if (category === "throttled" || category === "reputation_block") return THROTTLED_MS;
  if (category === "greylist" && attempts === 1) return GREYLIST_MS;
  return BACKOFF_MS[Math.min(Math.max(attempts, 1), BACKOFF_MS.length) - 1] ?? MINUTE;
}
