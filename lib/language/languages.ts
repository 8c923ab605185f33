/** Languages of the interface, BCP 47. The texts in the code are English; the others have a catalog each. */
export const languages = ["en", "de", "fr", "es", "pt-BR", "ja", "ar"] as const;
export type Language = (typeof languages)[number];
export type TranslatedLanguage = Exclude<Language, "en">;

/** Each in its own words, as people look for theirs. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: "English",
  de: "Deutsch",
  fr: "Français",
  es: "Español",
  "pt-BR": "Português (Brasil)",
  ja: "日本語",
  ar: "العربية",
};

/** Holds a `Language`; not a secret. */
export const languageCookie = "homing-language";

export const translatedLanguages = languages.filter((language): language is TranslatedLanguage => language !== "en");

export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}

const locales: Partial<Record<Language, string>> = { en: "en-GB", ar: "ar-u-nu-latn" };

/** How a language writes numbers, months and lists where nobody chose a locale, BCP 47; Arabic with the figures of the others: 1, 2, 3. */
export const localeOf = (language: Language): string => locales[language] ?? language;

export const directionOf = (language: Language): "ltr" | "rtl" => (language === "ar" ? "rtl" : "ltr");

/** The language that is meant by a tag: "pt-PT" and "pt" are served by "pt-BR", "ar-EG" by "ar". */
function servedBy(tag: string): Language | undefined {
  const lower = tag.toLowerCase();
  const [primary] = lower.split("-");
  return (
    languages.find((language) => language.toLowerCase() === lower) ??
    languages.find((language) => language.split("-")[0] === primary)
  );
}

/** The best of what a browser says it wants (RFC 9110 section 12.5.4); English where it names none that is spoken here. */
export function preferredLanguage(acceptLanguage: string | null | undefined): Language {
  const wanted = (acceptLanguage ?? "")
    .slice(0, 1000)
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const weight = parameters.map((one) => /^\s*q=([\d.]+)\s*$/.exec(one)?.[1]).find(Boolean);
      return { tag: tag.trim(), weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ tag, weight }) => tag !== "" && weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { tag } of wanted) {
    const language = servedBy(tag);
    if (language) return language;
  }
  return "en";
}
