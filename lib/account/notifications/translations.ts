import { z } from "zod";
import { storedJson } from "@/lib/base/db/stored-json";
import { isLanguage, translatedLanguages } from "@/lib/language/languages";
import { inLanguage } from "@/lib/language/server";
import { currentLanguage } from "@/lib/language/speech";

const Told = z.object({ title: z.string(), body: z.string() });
export type Told = z.infer<typeof Told>;

const stored = storedJson("notification.translations", z.object({ said: z.record(z.string(), Told) }));

/** What is told, in every language but English, as it is kept: colleagues read one notification in several languages. */
export const toldInAll = (tell: () => Told) =>
  stored.write({
    said: Object.fromEntries(translatedLanguages.map((language) => [language, inLanguage(language, tell)])),
  });

/** A notification in the language of whoever is asking; in English where it was kept without others. */
export function toldToReader(row: Told & { translations: unknown }): Told {
  const language = currentLanguage();
  const said =
    isLanguage(language) && language !== "en" ? stored.readOrNull(row.translations)?.said[language] : undefined;
  return said ?? { title: row.title, body: row.body };
}
