import { dayLater } from "@/lib/base/time/zoned-time.shared";
import { earliestPeriodDay, longestPeriodDays } from "./periods.shared";
import type { DashboardPeriod } from "./schema";

const DAY_MS = 86_400_000;

/** Calendar days that the dashboard shows; `until` is the last of them, YYYY-MM-DD. */
export interface ShownPeriod {
  days: number;
  until: string;
}

/** The period that an address asks for; one that ends in the future, is too old, the wrong way round or too long is none. */
export function shownPeriod({ days, from, to }: DashboardPeriod, today: string): ShownPeriod {
  if (!from || !to || from > to || to > today || from < earliestPeriodDay) return { days, until: today };
  const asked = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  return asked <= longestPeriodDays ? { days: asked, until: to } : { days, until: today };
}

/** So many calendar days, the oldest first, `until` the last of them. */
export function daysUntil(until: string, days: number): string[] {
  return Array.from({ length: days }, (_, index) => dayLater(until, index + 1 - days));
}
