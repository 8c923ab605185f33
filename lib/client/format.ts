import { currentLanguage } from "@/lib/language/speech";
import { msg, t } from "@/lib/language/t";
import { speaksInterface, wordsLocale } from "./interface-language";
import { shareFormat } from "./share-format";

export interface FormatSettings {
  /** BCP 47, "en-GB". */
  locale: string;
  /** IANA name, "Europe/Berlin". */
  timeZone: string;
}

type DateLike = Date | string | number;

const relativeSteps: ReadonlyArray<readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number]> = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** Seconds in words, largest two units: "1 h 4 min", "12 s". */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts = [
    [Math.floor(whole / 86_400), msg("{count} d", "days, short")],
    [Math.floor(whole / 3_600) % 24, msg("{count} h", "hours, short")],
    [Math.floor(whole / 60) % 60, msg("{count} min", "minutes, short")],
    [whole % 60, msg("{count} s", "seconds, short")],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  return parts
    .slice(first, first === -1 ? undefined : first + 2)
    .filter(([count]) => count > 0 || first === -1)
    .map(([count, unit]) => t(unit, { count }))
    .join(" ");
}

/** How a date is written: with the name of the month where that is a word of the interface, else in figures. */
function dateStyles(locale: string): { date: Intl.DateTimeFormatOptions; time: Intl.DateTimeFormatOptions } {
  if (speaksInterface(locale)) return { date: { dateStyle: "medium" }, time: { timeStyle: "short" } };
  return {
    date: { year: "numeric", month: "2-digit", day: "2-digit" },
    time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  };
}

/** The name of a time zone at a moment, such as "CET". */
function zoneNames(locale: string, timeZone: string): (at: Date) => string {
  const named = new Intl.DateTimeFormat(wordsLocale(locale), { timeZone, timeZoneName: "short" });
  return (at) => named.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? timeZone;
}

/** "12.3K": the figures of the locale, the letter or word of the language that is spoken. */
function compactNumbers(locale: string): (value: number | bigint) => string {
  const words = new Intl.NumberFormat(`${currentLanguage()}-u-nu-latn`, {
    notation: "compact",
    maximumFractionDigits: 1,
  });
  const figures = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  return (value) => {
    const parts = words.formatToParts(value);
    const digits = parts.map(({ type, value: part }) => digitsOf(type, part)).join("");
    const after = parts.map(({ type, value: part }) => (type === "compact" || type === "literal" ? part : "")).join("");
    return figures.format(value < 0 ? -Number(digits) : Number(digits)) + after;
  };
}

/** What a part of a number adds to it as JavaScript writes it. */
function digitsOf(type: string, part: string): string {
  if (type === "decimal") return ".";
  return type === "integer" || type === "fraction" ? part : "";
}

const byteUnits = [
  msg("{value, plural, one {{size} byte} other {{size} bytes}}"),
  msg("{size} kB"),
  msg("{size} MB"),
  msg("{size} GB"),
  msg("{size} TB"),
] as const;

/** Formatters bound to a workspace's numbers and time zone; words are of the language in which it is called. Works on the server and in the browser alike. */
export function makeFormat({ locale, timeZone }: FormatSettings) {
  const number = new Intl.NumberFormat(locale);
  const compact = compactNumbers(locale);
  const styles = dateStyles(locale);
  const date = new Intl.DateTimeFormat(locale, { timeZone, ...styles.date });
  const dateTime = new Intl.DateTimeFormat(locale, { timeZone, ...styles.date, ...styles.time });
  const zoneName = zoneNames(locale, timeZone);
  const time = new Intl.DateTimeFormat(locale, { timeZone, ...styles.time });
  const relative = new Intl.RelativeTimeFormat(wordsLocale(locale), { numeric: "auto" });
  const oneDigit = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });

  const shares = shareFormat(locale);

  return {
    /** 12,345 */
    number: (value: number | bigint) => number.format(value),
    /** €1,234.50; without a currency 1,234.5. Takes a decimal number as text, which loses nothing. */
    amount: ({ currency, value }: { currency: string; value: string }) =>
      new Intl.NumberFormat(locale, currency ? { style: "currency", currency } : {}).format(
        value as Intl.StringNumericLiteral,
      ),
    /** 12.3K */
    compact,
    ...shares,
    /** 4 Mar 2026 */
    date: (value: DateLike) => date.format(new Date(value)),
    /** 4 Mar 2026, 09:30 */
    dateTime: (value: DateLike) => dateTime.format(new Date(value)),
    /** 4 Mar 2026, 09:30 CET */
    dateTimeZone: (value: DateLike) => `${dateTime.format(new Date(value))} ${zoneName(new Date(value))}`,
    /** 09:30 */
    time: (value: DateLike) => time.format(new Date(value)),
    /** "3 hours ago", "in 2 days", "just now" under a minute; on a page by `RelativeTime`, for server and browser have another now. */
    relative: (value: DateLike, now: DateLike) => {
      const seconds = (new Date(value).getTime() - new Date(now).getTime()) / 1000;
      const step = relativeSteps.find(([, size]) => Math.abs(seconds) >= size);
      return step ? relative.format(Math.trunc(seconds / step[1]), step[0]) : t("just now");
    },
    /** 1.4 MB; units of 1000, as file managers show them. */
    bytes: (value: number) => {
      const power = value < 1000 ? 0 : Math.min(byteUnits.length - 1, Math.floor(Math.log10(value) / 3));
      return t(byteUnits[power] ?? byteUnits[0], { value, size: oneDigit.format(value / 1000 ** power) });
    },
    duration: formatDuration,
  };
}

export type Format = ReturnType<typeof makeFormat>;
