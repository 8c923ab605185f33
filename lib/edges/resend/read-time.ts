import { dateToWallTime, dayLater, wallTimeToDate } from "@/lib/base/time/zoned-time.shared";

const unitMs: ReadonlyMap<string, number> = new Map([
  ...([
    ["s", 1_000],
    ["m", 60_000],
    ["h", 3_600_000],
    ["d", 86_400_000],
    ["w", 604_800_000],
  ] as const),
]);
const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/** What people in English write behind a time of day, and the zone that it means there. */
const zones: ReadonlyMap<string, string> = new Map([
  ...["utc", "gmt", "z"].map((name) => [name, "UTC"] as const),
  ...["et", "est", "edt"].map((name) => [name, "America/New_York"] as const),
  ...["ct", "cst", "cdt"].map((name) => [name, "America/Chicago"] as const),
  ...["mt", "mst", "mdt"].map((name) => [name, "America/Denver"] as const),
  ...["pt", "pst", "pdt"].map((name) => [name, "America/Los_Angeles"] as const),
  ...["cet", "cest"].map((name) => [name, "Europe/Berlin"] as const),
  ["bst", "Europe/London"],
]);

const isoForm = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d(?::?\d\d)?)$/i;
const spanForm = /^in (an?|\d{1,4}) ?(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)(?: from now)?$/;
const dayForm =
  /^(?:on )?(today|tomorrow|(?:next |this )?[a-z]+),?(?: at)? (\d{1,2}(?::\d\d)? ?[ap]m|\d{1,2}:\d\d|noon|midnight)(?: ([a-z]+(?:\/[a-z_]+)*))?$/;
const clockForm = /^(?:(\d{1,2})(?::(\d\d))? ?(am|pm)|(\d{1,2}):(\d\d)|(noon|midnight))$/;

/**
 * When a mail is to leave, from ISO 8601 with its zone or one of these in English: `in 1 hour` (seconds to weeks), `today`, `tomorrow` or a day
 * of the week with a time of day (`tomorrow at 9am`, `friday at 15:30`, `next monday at noon`), and a zone behind it (`ET`, `UTC`,
 * `Europe/Berlin`). Without one it is meant in `timeZone`. Null for everything else: nothing is guessed, also not which Friday the next one is while
 * this week's is ahead, and words for a time that has passed are no time. Pure.
 */
export function readTime(given: string, now: Date, timeZone: string): Date | null {
  const text = given.trim();
  if (isoForm.test(text)) return isOfCalendar(text) ? validDate(isoText(text)) : null;
  const words = text.toLowerCase().replace(/\s+/g, " ");
  const span = spanForm.exec(words);
  if (span) return inSpan(span, now);
  return atDay(words, now, timeZone);
}

/** As Date reads it everywhere: with a T, and the minutes of the zone. */
const isoText = (text: string) => {
  const joined = text.replace(" ", "T").toUpperCase();
  return joined.replace(/([+-]\d\d)(?::?(\d\d))?$/, (zone, hours: string, minutes?: string) =>
    joined.indexOf("T") < joined.length - zone.length ? `${hours}:${minutes ?? "00"}` : zone,
  );
};

/** Date reads 30 February as a day of March. */
function isOfCalendar(text: string): boolean {
  const [year, month, day] = text.slice(0, 10).split("-").map(Number);
  return new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day)).getUTCDate() === day;
}

function validDate(text: string): Date | null {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? null : date;
}

function inSpan([, count = "", unit = ""]: RegExpExecArray, now: Date): Date {
  const number = /^an?$/.test(count) ? 1 : Number(count);
  return new Date(now.getTime() + number * (unitMs.get(unit[0] ?? "") ?? 0));
}

function atDay(words: string, now: Date, timeZone: string): Date | null {
  const [, day = "", clock = "", zoneName] = dayForm.exec(words) ?? [];
  const time = clockOf(clock);
  const zone = zoneName === undefined ? timeZone : zoneOf(zoneName);
  if (!time || !zone) return null;
  const ahead = daysAhead(day, now, zone);
  if (ahead === null) return null;
  const at = (days: number) => wallTimeToDate(`${dayIn(now, days, zone)}T${time}`, zone);
  const found = at(ahead);
  if (!found || found > now) return found;
  // Monday at nine, said on a Monday at ten, is the next one.
  return weekdayNamed(day) >= 0 ? at(7) : null;
}

function clockOf(text: string): string | null {
  const [, hour, minute = "00", half, hour24, minute24, word] = clockForm.exec(text) ?? [];
  if (word) return word === "noon" ? "12:00" : "00:00";
  const hours = half ? (Number(hour) % 12) + (half === "pm" ? 12 : 0) : Number(hour24);
  const minutes = Number(half ? minute : minute24);
  const fits = half ? Number(hour) >= 1 && Number(hour) <= 12 : hours <= 23;
  if (!fits || !(minutes <= 59)) return null;
  return `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
}

function zoneOf(name: string): string | null {
  const known = zones.get(name);
  if (known) return known;
  if (!name.includes("/")) return null;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

const weekdayNamed = (name: string) =>
  weekdays.findIndex((each) => each === name || (name.length === 3 && each.startsWith(name)));

/** How many days from today, as it is in that zone. */
function daysAhead(day: string, now: Date, zone: string): number | null {
  if (day === "today") return 0;
  if (day === "tomorrow") return 1;
  const [, which, name = ""] = /^(?:(next|this) )?([a-z]+)$/.exec(day) ?? [];
  const wanted = weekdayNamed(name);
  if (wanted < 0) return null;
  const today = new Date(`${dayIn(now, 0, zone)}T00:00:00Z`).getUTCDay();
  const ahead = (wanted - today + 7) % 7;
  if (which !== "next") return ahead;
  if (ahead === 0) return 7;
  // Some mean this week's by it, and others that of the week after: weeks begin on Monday.
  return (wanted + 6) % 7 > (today + 6) % 7 ? null : ahead;
}

const dayIn = (now: Date, days: number, zone: string) => dayLater(dateToWallTime(now, zone).slice(0, 10), days);
