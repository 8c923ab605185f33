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
  const last = Date.parse(`${until}T00:00:00Z`);
  return Array.from({ length: days }, (_, index) =>
    new Date(last - (days - 1 - index) * DAY_MS).toISOString().slice(0, 10),
  );
}

/** The calendar day after one. */
export const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
