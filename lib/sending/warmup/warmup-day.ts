/** The counter of a plan's day. */
export function counterKey(planId: string, day: string): string {
  return `w/${planId}/${day}`;
}

/** A moment's calendar day in UTC, as in 2026-11-23. */
export function utcDay(at: Date): string {
  return at.toISOString().slice(0, 10);
}
