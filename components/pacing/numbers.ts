import { t } from "@/lib/language/t";

/** A pace in words: "23 a second", "1 a minute", "1 in 2 minutes". `number` formats it. */
export function paceText(perSecond: number, number: (value: number) => string): string {
  const rounded = (value: number) => Number(value.toPrecision(2));
  const round = (value: number) => number(rounded(value));
  if (perSecond >= 1) return t("{count} a second", { count: round(perSecond) });
  if (perSecond * 60 >= 0.995) return t("{count} a minute", { count: round(perSecond * 60) });
  return t("1 in {count, plural, one {# minute} other {# minutes}}", { count: rounded(1 / (perSecond * 60)) });
}

/** All limits of a subject in words, the tightest window first; empty when there are none. */
export function limitText(
  limits: {
    maxPerSecond: number | null;
    maxPerMinute: number | null;
    maxPerHour: number | null;
    maxPerDay: number | null;
  },
  number: (value: number) => string,
): string[] {
  const labels: string[] = [];
  if (limits.maxPerSecond !== null) labels.push(paceText(limits.maxPerSecond, number));
  if (limits.maxPerMinute !== null) labels.push(t("{count} a minute", { count: number(limits.maxPerMinute) }));
  if (limits.maxPerHour !== null) labels.push(t("{count} an hour", { count: number(limits.maxPerHour) }));
  if (limits.maxPerDay !== null) labels.push(t("{count} a day", { count: number(limits.maxPerDay) }));
  return labels;
}
