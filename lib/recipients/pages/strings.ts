import { ar } from "./texts/ar";
import { de } from "./texts/de";
import { en, type PageStrings } from "./texts/en";
import { es } from "./texts/es";
import { fr } from "./texts/fr";
import { ja } from "./texts/ja";
import { ptBR } from "./texts/pt-br";

/** Languages the public pages speak (BCP 47); anything else falls back to English. */
export const PAGE_LANGUAGES = ["en", "de", "fr", "es", "pt-BR", "ja", "ar"] as const;
export type PageLanguage = (typeof PAGE_LANGUAGES)[number];

const TABLE: Record<PageLanguage, PageStrings> = { en, de, fr, es, "pt-BR": ptBR, ja, ar };

/** The strings of a language. */
export function pageStrings(language: PageLanguage): PageStrings {
  return TABLE[language];
}

/** Puts values into `{name}` places; the result is plain text and still to be escaped. */
export function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}

/** The first wish we can speak, in order: what the contact chose, `Accept-Language` (RFC 9110 §12.5.4), the workspace's locale. */
export function choosePageLanguage(wishes: {
  contact?: string | null | undefined;
  acceptLanguage?: string | null | undefined;
  workspace?: string | null | undefined;
}): PageLanguage {
  const accepted = (wishes.acceptLanguage ?? "").slice(0, 200).split(",").map(parseRange).sort(byWeight);
  const tags = [wishes.contact, ...accepted.map((range) => range.tag), wishes.workspace];
  for (const tag of tags) {
    const language = PAGE_LANGUAGES.find((known) => primaryOf(tag) === primaryOf(known));
    if (language) return language;
  }
  return "en";
}

/** "pt" of "pt-PT": whoever reads Portuguese is served by ours. */
const primaryOf = (tag: string | null | undefined) => tag?.toLowerCase().split(/[-_]/)[0];

function parseRange(range: string): { tag: string; weight: number } {
  const [tag = "", ...parameters] = range.split(";").map((part) => part.trim());
  const weight = Number(parameters.find((parameter) => parameter.startsWith("q="))?.slice(2) ?? 1);
  return { tag, weight: Number.isFinite(weight) ? weight : 0 };
}

function byWeight(a: { weight: number }, b: { weight: number }): number {
  return b.weight - a.weight;
}
