const MINUTE = 60_000;

/** Waits after each deferral: 1, 5, 15, 30 minutes, 1, 2, 4, 8, 8 hours, so that the last try is a day after the first. */
const BACKOFF_MS = [1, 5, 15, 30, 60, 120, 240, 480, 480].map((minutes) => minutes * MINUTE);
const LIFETIME_MS = 24 * 60 * MINUTE;
const JITTER = 0.2;

/**
 * When to try again after `attempts` tries, or null when it is time to give up (RFC 5321 §4.5.4.1 asks for days; mail
 * that is news is worth a day). `random` in [0, 1) spreads tries by 20 % either way, so that they do not come in waves.
 */
export function nextAttempt(attempts: number, firstTriedAt: Date, now: Date, random: number): Date | null {
  const wait = BACKOFF_MS[attempts - 1];
  if (wait === undefined || now.getTime() - firstTriedAt.getTime() >= LIFETIME_MS) return null;
  return new Date(now.getTime() + Math.round(wait * (1 - JITTER + 2 * JITTER * random)));
}
