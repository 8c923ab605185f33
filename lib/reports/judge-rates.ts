/** Rates that tell early that mail stops arriving. */
export const watchedRates = ["bounce", "complaint", "deferral"] as const;
export type WatchedRate = (typeof watchedRates)[number];

export interface RateSample {
  count: number;
  of: number;
}

export interface RateFinding {
  rate: WatchedRate;
  window: "hour" | "day";
  /** danger: over what receivers tolerate. warning: far more than usual, still tolerated. */
  severity: "danger" | "warning";
  sample: RateSample;
  /** Share from 0 to 1 of the last 28 days; null when there was not enough mail to know. */
  usual: number | null;
  limit: number;
}

interface Limits {
  /** What receivers tolerate (deliverability practice: bounces 2 %, complaints 0.1 %, deferrals 10 % of a day's mail). */
  limit: number;
  /** Below this a rise is noise. */
  floor: number;
}

const LIMITS: Record<WatchedRate, Limits> = {
  bounce: { limit: 0.02, floor: 0.005 },
  complaint: { limit: 0.001, floor: 0.0003 },
  deferral: { limit: 0.1, floor: 0.03 },
};

/** Fewer are an accident, whatever their share. */
const LEAST = 5;
/** Messages below which a share says nothing, in the window and before. */
const LEAST_OF = { hour: 300, day: 200 } as const;
const LEAST_USUAL = 1_000;
/** A rise: this many times the usual, and beyond what chance does (three standard deviations of a Poisson count). */
const TIMES = 3;
const DEVIATIONS = 3;

/**
 * Whether a rate has risen: over the limit and worse than usual, or far beyond the usual. A workspace that has always been over the limit
 * is told so by its health, not every day by a notification. Null when nothing is to be told. Pure.
 */
export function judgeRate(
  rate: WatchedRate,
  window: "hour" | "day",
  sample: RateSample,
  before: RateSample,
): RateFinding | null {
  const { limit, floor } = LIMITS[rate];
  const { count, of } = sample;
  if (of < LEAST_OF[window] || count < LEAST) return null;
  const usual = before.of >= LEAST_USUAL ? before.count / before.of : null;
  const share = count / of;
  const risen = usual === null || isRise(sample, usual);
  const finding = { rate, window, sample, usual, limit };
  if (share > limit && (risen || (usual ?? 0) <= limit)) return { ...finding, severity: "danger" };
  if (usual !== null && risen && share > floor) return { ...finding, severity: "warning" };
  return null;
}

function isRise({ count, of }: RateSample, usual: number): boolean {
  const expected = usual * of;
  return count > expected * TIMES && count > expected + DEVIATIONS * Math.sqrt(expected);
}
