import type { Language } from "@/lib/language/languages";
import { currentLanguage } from "@/lib/language/speech";

const languageOf = (locale: string) => new Intl.Locale(locale).language;

/** Words of a language where the workspace's locale speaks another one. Figures within them are those of the workspaces: 1, 2, 3. */
const ownLocales: Partial<Record<Language, string>> = { en: "en-GB", ar: "ar-u-nu-latn" };

/** Whether dates of this locale bear words in the language that is spoken: "4 Mar 2026". */
export const speaksInterface = (locale: string): boolean => languageOf(locale) === languageOf(currentLanguage());

/** The locale for words beside numbers (names of months and days, "ago"): a sentence stays in one language, whatever its numbers look like. */
export function wordsLocale(locale: string): string {
  if (speaksInterface(locale)) return locale;
  const language = currentLanguage();
  return ownLocales[language] ?? language;
}
