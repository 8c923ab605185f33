import { wordsLocale } from "@/lib/client/interface-language";

/** Words for a calendar day given as `YYYY-MM-DD`: short under the axis, long in tooltip and table. The day is the same in every time zone. */
export function dayLabels(day: string, locale: string): { label: string; title: string } {
  const at = new Date(`${day}T00:00:00Z`);
  const text = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(wordsLocale(locale), { timeZone: "UTC", ...options }).format(at);
  return {
    label: text({ day: "numeric", month: "short" }),
    title: text({ weekday: "long", day: "numeric", month: "long", year: "numeric" }),
  };
}
