import { dateToWallTime } from "@/lib/base/time/zoned-time.shared";

/** Where nothing was scheduled yet. */
const FIRST = "09:00";
const HOUR_MS = 3_600_000;

/** The time of day, `HH:mm`, at which campaigns mostly left; of several that are as frequent the one used last. The newest come first. */
export function usualTime(times: readonly Date[], timeZone: string): string {
  const byTime = Map.groupBy(times, (time) => dateToWallTime(time, timeZone).slice(11));
  const [first] = [...byTime].sort(([, a], [, b]) => b.length - a.length);
  return first?.[0] ?? FIRST;
}

/** Wall time of a day at the usual hour; of today, when that hour is over, the next full hour that is an hour off at least. */
export function wallTimeOn(date: string, usual: string, { now, timeZone }: { now: Date; timeZone: string }): string {
  const wanted = `${date}T${usual}`;
  if (wanted > dateToWallTime(now, timeZone)) return wanted;
  return `${dateToWallTime(new Date(now.getTime() + 2 * HOUR_MS), timeZone).slice(0, 14)}00`;
}
