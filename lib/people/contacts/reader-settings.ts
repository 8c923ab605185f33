import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import { readLanguage, readTimeZone } from "./reader-settings.shared";

/** No name of a zone or a language that is understood is longer. */
const MAX_LENGTH = 100;
const zones = new BoundedCache<{ name: string | null }>({ max: 1000 });
const languages = new BoundedCache<{ name: string | null }>({ max: 1000 });

/** `readTimeZone` for whoever reads thousands of people: they live in few zones, and to look at the name of one takes 0.07 ms. */
export const timeZoneOf = (text: string): string | null => remembered(zones, readTimeZone, text);

/** `readLanguage` likewise. */
export const languageOf = (text: string): string | null => remembered(languages, readLanguage, text);

function remembered(cache: typeof zones, read: (text: string) => string | null, text: string): string | null {
  if (text.length > MAX_LENGTH) return read(text);
  const known = cache.get(text) ?? { name: read(text) };
  cache.set(text, known);
  return known.name;
}
