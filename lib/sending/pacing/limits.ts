/** One limit as take_pace() reads it. */
export interface Limit {
  /** Names the counter: `t/<transport>/second`, `p/<transport>/gmail/hour`, `c/<campaign>`, `w/<plan>/2026-11-23`… */
  key: string;
  /** Number of the receiving provider in the group, from 1; null: for the whole group. */
  lane: number | null;
  max: number;
  /** A rate: `max` messages in any window of this length. */
  seconds?: number;
  /** A count: `max` messages a UTC hour or day. */
  window?: "hour" | "day";
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

/** The limits in force of one subject, under keys that begin with `prefix`. */
export function ratesToLimits(prefix: string, rates: Rates, lane: number | null, hard: boolean): Limit[] {
  const limits: Limit[] = [];
  const { maxPerSecond, maxPerMinute, maxPerHour, maxPerDay } = rates;
  if (maxPerSecond !== null) limits.push({ key: `${prefix}/second`, lane, max: maxPerSecond, seconds: 1 });
  if (maxPerMinute !== null) limits.push({ key: `${prefix}/minute`, lane, max: maxPerMinute, seconds: 60 });
  if (maxPerHour !== null) limits.push({ key: `${prefix}/hour`, lane, max: maxPerHour, window: "hour", hard });
  if (maxPerDay !== null) limits.push({ key: `${prefix}/day`, lane, max: maxPerDay, window: "day", hard });
  return limits;
}
