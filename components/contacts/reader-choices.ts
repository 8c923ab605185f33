import { timeZones } from "@/lib/base/time/time-zones.shared";
import { currentLanguage } from "@/lib/language/speech";
import { LANGUAGES } from "@/lib/people/contacts/reader-settings.shared";

/** What a form offers for a person's time zone; any other name of a zone may be typed. */
export const zoneChoices = (): readonly [string, string][] => timeZones().map((zone) => [zone, ""]);

/** Languages by name; any other code may be typed. */
export function languageChoices(): readonly [string, string][] {
  const names = new Intl.DisplayNames([currentLanguage()], { type: "language" });
  return LANGUAGES.map((tag): [string, string] => [tag, names.of(tag) ?? ""]);
}
