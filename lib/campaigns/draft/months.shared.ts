import { dateToWallTime } from "@/lib/base/time/zoned-time.shared";

/** The month to show, "YYYY-MM": the one asked for, of this century or the next, or the present one in the zone. */
export function calendarMonth(asked: string | null, timeZone: string, now: Date): string {
  if (asked && /^2[01]\d{2}-(0[1-9]|1[0-2])$/.test(asked)) return asked;
  return dateToWallTime(now, timeZone).slice(0, 7);
}

/** The month before (-1) or after (1). */
export function shiftMonth(month: string, by: number): string {
  const date = new Date(`${month}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + by);
  return date.toISOString().slice(0, 7);
}

/** The whole weeks, Monday to Sunday, that cover a month. */
export function calendarDates(month: string): string[] {
  const first = new Date(`${month}-01T00:00:00Z`);
  const day = (offset: number) => new Date(first.getTime() + offset * 86_400_000);
  const lead = (first.getUTCDay() + 6) % 7;
  const length = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  const weeks = Math.ceil((lead + length) / 7);
  return Array.from({ length: weeks * 7 }, (_, index) =>
    day(index - lead)
      .toISOString()
      .slice(0, 10),
  );
}
