import { isLanguage, type Language, localeOf } from "./languages";

/** How the product speaks in one request, or in one browser. */
export interface Speech {
  language: Language;
  /** BCP 47: how numbers are written within sentences. A workspace chooses it apart from the language. */
  figures: string;
}

interface Holder {
  /** In the browser, and where nobody asked: scripts, tests. */
  homingSpeech?: Speech;
  /** On the server: the request's own. Set by lib/language/server. */
  homingSpeechOfRequest?: () => Speech | undefined;
}

// Bundles have a copy each of every module, and share this.
const holder = globalThis as unknown as Holder;

function fallback(): Speech {
  if (!holder.homingSpeech) {
    const said = typeof document === "undefined" ? "en" : document.documentElement.lang;
    const language = isLanguage(said) ? said : "en";
    holder.homingSpeech = { language, figures: localeOf(language) };
  }
  return holder.homingSpeech;
}

/** The language of whoever is asking; English in jobs, and for programs. */
export function currentSpeech(): Speech {
  return holder.homingSpeechOfRequest?.() ?? fallback();
}

export const currentLanguage = (): Language => currentSpeech().language;

/** From here on numbers within sentences are written as this locale has them, for this request or browser. */
export function setFigures(locale: string): void {
  const speech = currentSpeech();
  // What every script and job shares stays as it is.
  if (typeof document !== "undefined" || speech !== holder.homingSpeech) speech.figures = locale;
}

/**
 * From here on this request speaks the language that somebody chose for themselves, until `setFigures` with its own numbers too; null, or one
 * that is not spoken: as before.
 */
export function setLanguage(language: string | null): void {
  const speech = currentSpeech();
  if (!isLanguage(language) || speech === holder.homingSpeech) return;
  speech.language = language;
  speech.figures = localeOf(language);
}

export function onSpeechOfRequest(read: () => Speech | undefined): void {
  holder.homingSpeechOfRequest = read;
}
