import { AsyncLocalStorage } from "node:async_hooks";
import { type Catalog, keepCatalog } from "./catalog";
import ar from "./generated/ar.json";
import de from "./generated/de.json";
import es from "./generated/es.json";
import fr from "./generated/fr.json";
import ja from "./generated/ja.json";
import ptBR from "./generated/pt-BR.json";
import {
  isLanguage,
  type Language,
  languageCookie,
  localeOf,
  preferredLanguage,
  type TranslatedLanguage,
} from "./languages";
import { onSpeechOfRequest, type Speech } from "./speech";

const catalogs = { ar, de, es, fr, ja, "pt-BR": ptBR } as unknown as Record<TranslatedLanguage, Catalog>;

interface Holder {
  homingSpeeches?: AsyncLocalStorage<Speech>;
  homingOtherSpeech?: () => Speech | undefined;
}
const holder = globalThis as unknown as Holder;

/**
 * Makes every language ready in this process, before it answers anything. `other` knows the language of work that was not begun by
 * `inLanguage`: pages that Next renders.
 */
export function learnLanguages(other?: () => Speech | undefined): void {
  for (const [language, catalog] of Object.entries(catalogs)) keepCatalog(language as TranslatedLanguage, catalog);
  if (other) holder.homingOtherSpeech = other;
  onSpeechOfRequest(() => speeches().getStore() ?? holder.homingOtherSpeech?.());
}

const speeches = () => (holder.homingSpeeches ??= new AsyncLocalStorage<Speech>());

/** What `t` says within `work` is in this language. */
export function inLanguage<T>(language: Language, work: () => T): T {
  return speeches().run(speechIn(language), work);
}

/** What somebody else than the one who asks is to read: in the language that they chose for themselves, else in English. */
export const inLanguageOf = <T>({ language }: { language?: string | null }, work: () => T): T =>
  inLanguage(isLanguage(language) ? language : "en", work);

export const speechIn = (language: Language): Speech => ({ language, figures: localeOf(language) });

/** The language that was chosen in this browser, else the best of what it says it wants. */
export function languageOfRequest(headers: Pick<Headers, "get">): Language {
  const chosen = new RegExp(`(?:^|;\\s*)${languageCookie}=([\\w-]+)`).exec(headers.get("cookie") ?? "")?.[1];
  return isLanguage(chosen) ? chosen : preferredLanguage(headers.get("accept-language"));
}

/** The Set-Cookie header by which a browser remembers a language for a year, as `rememberLanguage` does in the browser. */
export const languageCookieHeader = (language: Language): string =>
  `${languageCookie}=${language}; Max-Age=31536000; Path=/; SameSite=Lax`;
