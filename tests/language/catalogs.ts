import { readFileSync } from "node:fs";
import path from "node:path";
import { type TranslatedLanguage, translatedLanguages } from "@/lib/language/languages";
import type { Text } from "./texts";

export const parts = ["screens", "server"] as const;
export type Part = (typeof parts)[number];
/** Text of the code → translation; "" is not translated yet. By language and part. */
export type Catalogs = Partial<Record<string, Record<Part, Record<string, string>>>>;

export const catalogFile = (language: TranslatedLanguage, part: Part): string =>
  path.resolve(import.meta.dirname, `../../lib/language/catalogs/${language}.${part}.json`);

export function readCatalogs(): Catalogs {
  const read = (language: TranslatedLanguage, part: Part) =>
    JSON.parse(readFileSync(catalogFile(language, part), "utf8")) as Record<string, string>;
  return Object.fromEntries(
    translatedLanguages.map((language) => [
      language,
      { screens: read(language, "screens"), server: read(language, "server") },
    ]),
  );
}

/** The catalogs that these texts want: sorted, with every translation that is known or `given`, and "" for the others. */
export function catalogsFor(texts: readonly Text[], given: Record<string, Record<string, string>> = {}): Catalogs {
  const onScreens = new Set(texts.filter((text) => text.onScreens).map(({ key }) => key));
  const onServer = new Set(texts.map(({ key }) => key).filter((key) => !onScreens.has(key)));
  const before = readCatalogs();
  return Object.fromEntries(
    translatedLanguages.map((language) => {
      const known = { ...before[language]?.server, ...before[language]?.screens, ...given[language] };
      const made = (keys: Set<string>) =>
        Object.fromEntries([...keys].sort().map((key) => [key, Object.hasOwn(known, key) ? (known[key] ?? "") : ""]));
      return [language, { screens: made(onScreens), server: made(onServer) }];
    }),
  );
}
