/** The language that the interface speaks; others are not translated yet. */
export const interfaceLanguage = "en";

const languageOf = (locale: string) => new Intl.Locale(locale).language;

/** Whether dates of this locale bear words in the language of the interface: "4 Mar 2026". */
export const speaksInterface = (locale: string): boolean => languageOf(locale) === interfaceLanguage;

/** The locale for words beside numbers (names of months and days, "ago"): a sentence stays in one language, whatever its numbers look like. */
export const wordsLocale = (locale: string): string => (speaksInterface(locale) ? locale : "en-GB");
