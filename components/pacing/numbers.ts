import { t } from "@/lib/language/t";
/** A pace in words: "23 a second", "1 a minute", "1 in 2 minutes". `number` formats it. */
export function paceText(perSecond: number, number: (value: number) => string): string {
  const round = (value: number) => number(Number(value.toPrecision(2)));
  if (perSecond >= 1) return t("{perSecond} a second", { perSecond: round(perSecond) });
  if (perSecond * 60 >= 0.995) return t("{perSecond} a minute", { perSecond: round(perSecond * 60) });
  return `1 in ${round(1 / (perSecond * 60))} minutes`;
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
  if (limits.maxPerMinute !== null) labels.push(`${number(limits.maxPerMinute)} a minute`);
  if (limits.maxPerHour !== null) labels.push(`${number(limits.maxPerHour)} an hour`);
  if (limits.maxPerDay !== null) labels.push(`${number(limits.maxPerDay)} a day`);
  return labels;
}
