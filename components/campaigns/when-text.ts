import { deliveryText } from "@/lib/campaigns/draft/delivery-text.shared";
import type { Format } from "@/lib/client/format";
import { t } from "@/lib/language/t";

/** "24 Nov 2026, 09:00, each recipient's local time", "As soon as you confirm, gradually over 6 hours". */
export function whenText(
  { localTime, spreadMinutes }: { localTime: boolean; spreadMinutes: number | null },
  at: Date | null,
  format: Format,
): string {
  if (at !== null && localTime) return t("{time}, each recipient's local time", { time: format.dateTime(at) });
  const how = deliveryText({ localTime: false, spreadMinutes });
  return [at ? format.dateTimeZone(at) : t("As soon as you confirm"), how].filter(Boolean).join(", ");
}
