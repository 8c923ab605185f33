import { msg, t } from "@/lib/language/t";
/** Windows to spread a send over, in minutes, as the forms offer them. */
export const spreadChoices = [15, 30, 60, 120, 240, 360, 720, 1440, 2880, 4320, 10_080] as const;

/** "15 minutes", "6 hours", "3 days"; what is no whole unit is told in two: "1 hour 30 minutes". */
export function spreadText(minutes: number): string {
  const parts = [
    [Math.floor(minutes / 1440), msg("{count, plural, one {# day} other {# days}}")],
    [Math.floor(minutes / 60) % 24, msg("{count, plural, one {# hour} other {# hours}}")],
    [minutes % 60, msg("{count, plural, one {# minute} other {# minutes}}")],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => t(unit, { count }))
    .join(" ");
}

/** How a campaign leaves, as the end of a sentence; null when simply as fast as it goes. */
export function deliveryText(delivery: { localTime: boolean; spreadMinutes: number | null }): string | null {
  if (delivery.localTime) return t("at each recipient's local time");
  return delivery.spreadMinutes
    ? t("gradually over {duration}", { duration: spreadText(delivery.spreadMinutes) })
    : null;
}
