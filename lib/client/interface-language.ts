import { localeOf } from "@/lib/language/languages";
import { currentLanguage } from "@/lib/language/speech";

const languageOf = (locale: string) => new Intl.Locale(locale).language;

/** Whether dates of this locale bear words in the language that is spoken: "4 Mar 2026". */
export const speaksInterface = (locale: string): boolean => languageOf(locale) === languageOf(currentLanguage());

/** The locale for words beside numbers (names of months and days, "ago"): a sentence stays in one language, whatever its numbers look like. */
export const wordsLocale = (locale: string): string => (speaksInterface(locale) ? locale : localeOf(currentLanguage()));
