import { BoundedCache } from "@/lib/base/cache/bounded-cache";

const WINDOW_MS = 10_000;

interface Meter {
  from: number;
  accepted: number;
  /** Of the window before. */
  before: number | null;
}

const meters = new BoundedCache<Meter>({ max: 10_000 });

function meterOf(key: string, nowMs: number): Meter {
  let meter = meters.get(key);
  if (!meter || nowMs - meter.from > 2 * WINDOW_MS || nowMs < meter.from) {
    meter = { from: nowMs, accepted: 0, before: null };
    meters.set(key, meter);
  } else if (nowMs - meter.from > WINDOW_MS) {
    meter = { from: meter.from + WINDOW_MS, accepted: 0, before: meter.accepted };
    meters.set(key, meter);
  }
  return meter;
}

/** Counts messages that were taken. */
export function countAccepted(key: string, nowMs: number, count: number): void {
  meterOf(key, nowMs).accepted += count;
}

/** Messages a second that were taken in this process over the last ten to twenty seconds; null when there were none. */
export function acceptedPerSecond(key: string, nowMs: number): number | null {
  const { from, accepted, before } = meterOf(key, nowMs);
  const seconds = (nowMs - from + (before === null ? 0 : WINDOW_MS)) / 1000;
  const count = accepted + (before ?? 0);
  return count === 0 ? null : count / Math.max(1, seconds);
}
