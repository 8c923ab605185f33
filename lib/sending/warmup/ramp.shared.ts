/** What a plan's volume is made of. Safe in the browser. */
export interface Ramp {
  startPerDay: number;
  /** Each day's volume over that of the day before, such as 1.5. */
  growth: number;
  targetPerDay: number;
}

/** Messages that may be sent on the day after `step` days that counted. */
export function allowedAt(ramp: Ramp, step: number): number {
  const grown = ramp.startPerDay * ramp.growth ** Math.min(step, 2000);
  return Math.min(ramp.targetPerDay, Math.floor(grown + 1e-9));
}

/** Days that the plan takes when each is used, the one that reaches the target counted. */
export function rampDays(ramp: Ramp): number {
  if (ramp.targetPerDay <= ramp.startPerDay) return 1;
  return Math.ceil(Math.log(ramp.targetPerDay / ramp.startPerDay) / Math.log(ramp.growth) - 1e-9) + 1;
}

/** A day counts towards the growth when at least half of what it allowed was sent: trust grows with mail, not with time. */
export function dayCounts(allowed: number, used: number): boolean {
  return used * 2 >= allowed;
}

/** Where a plan stands on the day after one on which `used` messages were sent. */
export function stepAfter(ramp: Ramp, step: number, used: number): { step: number; finished: boolean } {
  const allowed = allowedAt(ramp, step);
  const counts = dayCounts(allowed, used);
  return { step: step + (counts ? 1 : 0), finished: counts && allowed >= ramp.targetPerDay };
}
