/** Minutes that the zone is ahead of UTC at a moment. */
function offsetMinutes(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  }).formatToParts(at);
  const value = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const wall = Date.UTC(value("year"), value("month") - 1, value("day"), value("hour"), value("minute"));
  return Math.round((wall - Math.floor(at.getTime() / 60_000) * 60_000) / 60_000);
}

/**
 * The moment at which clocks in a zone show a wall time such as "2026-03-29T09:30". A time that a clock change skips
 * becomes the one an hour later; of a time that comes twice the first is meant. Null when the text is no such time.
 */
export function wallTimeToDate(wall: string, timeZone: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(wall)) return null;
  const asUtc = Date.parse(`${wall}:00Z`);
  if (Number.isNaN(asUtc)) return null;
  const offsets = [-24, 24].map((hours) => offsetMinutes(new Date(asUtc + hours * 3_600_000), timeZone));
  const candidates = offsets
    .map((offset) => new Date(asUtc - offset * 60_000))
    .sort((a, b) => a.getTime() - b.getTime());
  return candidates.find((date) => dateToWallTime(date, timeZone) === wall) ?? candidates[1] ?? null;
}

/** What clocks in a zone show at a moment, as an `<input type="datetime-local">` wants it. */
export function dateToWallTime(date: Date, timeZone: string): string {
  return new Date(date.getTime() + offsetMinutes(date, timeZone) * 60_000).toISOString().slice(0, 16);
}

/** The calendar day, YYYY-MM-DD, that comes so many days after one; before it where they are negative. */
export const dayLater = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
