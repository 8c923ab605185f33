/** One limit as take_pace() reads it. */
export interface Limit {
  /** Names the counter: `t/<transport>/second`, `p/<transport>/gmail/hour`, `c/<campaign>`, `w/<plan>/2026-11-23`… */
  key: string;
  /** Number of the receiving provider in the group, from 1; null: for the whole group. */
  lane: number | null;
  max: number;
  /** A rate: `max` messages in any window of this length. */
  seconds?: number;
  /** A count: `max` messages a UTC hour, day or calendar month. */
  window?: "hour" | "day" | "month";
  /** Not even priority mail may pass it. */
  hard?: boolean;
  /** Spread evenly: so many messages between the two times, which then make the rate. */
  total?: number;
  startedAt?: string;
  endsAt?: string;
}

/** The four limits that transports and receiving providers have; null: none. */
export interface Rates {
  maxPerSecond: number | null;
  maxPerMinute: number | null;
  maxPerHour: number | null;
  maxPerDay: number | null;
}

/** A pace that nobody enforces to the second may leave in shares of half a second's worth: it holds over any ten seconds. */
const EASY_SECONDS = 10;

/** `perSecond` messages a second as a limit. A hard one is an account's: not even one second may have more. */
export function perSecondLimit(key: string, perSecond: number, hard: boolean): Limit {
  const seconds = hard ? 1 : EASY_SECONDS;
  return { key, lane: null, max: perSecond * seconds, seconds };
}

/** The limits in force of one subject, under keys that begin with `prefix`. */
export function ratesToLimits(prefix: string, rates: Rates, hard: boolean): Limit[] {
  const limits: Limit[] = [];
  const lane = null;
  const { maxPerSecond, maxPerMinute, maxPerHour, maxPerDay } = rates;
  if (maxPerSecond !== null) limits.push(perSecondLimit(`${prefix}/second`, maxPerSecond, hard));
  if (maxPerMinute !== null) limits.push({ key: `${prefix}/minute`, lane, max: maxPerMinute, seconds: 60 });
  if (maxPerHour !== null) limits.push({ key: `${prefix}/hour`, lane, max: maxPerHour, window: "hour", hard });
  if (maxPerDay !== null) limits.push({ key: `${prefix}/day`, lane, max: maxPerDay, window: "day", hard });
  return limits;
}
