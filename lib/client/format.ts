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
    [Math.floor(whole / 86_400), "d"],
    [Math.floor(whole / 3_600) % 24, "h"],
    [Math.floor(whole / 60) % 60, "min"],
    [whole % 60, "s"],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  if (first === -1) return "0 s";
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(" ");
}

/** Formatters bound to a workspace's language and time zone. Works on the server and in the browser alike. */
export function makeFormat({ locale, timeZone }: FormatSettings) {
  const number = new Intl.NumberFormat(locale);
  const compact = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 });
  const date = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: "medium" });
  const dateTime = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: "medium", timeStyle: "short" });
  const withZone = new Intl.DateTimeFormat(locale, {
    timeZone,
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
  });
  const time = new Intl.DateTimeFormat(locale, { timeZone, timeStyle: "short" });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });

  const shares = shareFormat(locale);

  return {
    /** 12,345 */
    number: (value: number | bigint) => number.format(value),
    /** 12.3K */
    compact: (value: number | bigint) => compact.format(value),
    ...shares,
    /** 4 Mar 2026 */
    date: (value: DateLike) => date.format(new Date(value)),
    /** 4 Mar 2026, 09:30 */
    dateTime: (value: DateLike) => dateTime.format(new Date(value)),
    /** 4 Mar 2026, 09:30 CET */
    dateTimeZone: (value: DateLike) => withZone.format(new Date(value)),
    /** 09:30 */
    time: (value: DateLike) => time.format(new Date(value)),
    /** "3 hours ago", "in 2 days", "just now" under a minute; on a page by `RelativeTime`, for server and browser have another now. */
    relative: (value: DateLike, now: DateLike) => {
      const seconds = (new Date(value).getTime() - new Date(now).getTime()) / 1000;
      const step = relativeSteps.find(([, size]) => Math.abs(seconds) >= size);
      return step ? relative.format(Math.trunc(seconds / step[1]), step[0]) : "just now";
    },
    /** 1.4 MB; units of 1000, as file managers show them. */
    bytes: (value: number) => {
      const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;
      const power = value < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(value) / 3));
      return new Intl.NumberFormat(locale, {
        style: "unit",
        unit: units[power],
        unitDisplay: power === 0 ? "long" : "short",
        maximumFractionDigits: 1,
      }).format(value / 1000 ** power);
    },
    duration: formatDuration,
  };
}

export type Format = ReturnType<typeof makeFormat>;
