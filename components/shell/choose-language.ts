"use client";

import { api } from "@/lib/client/api";
import { type Language, languageCookie } from "@/lib/language/languages";

/** Remembers a language in this browser for a year; null: what the browser wants. Pages that open from here on speak it. */
export function rememberLanguage(language: Language | null): void {
  const lasts = language === null ? 0 : 31_536_000;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in some browsers and on plain HTTP
  document.cookie = `${languageCookie}=${language ?? ""}; path=/; max-age=${lasts}; samesite=lax`;
}

/** The language of the person who is signed in, here and wherever they sign in. The page is loaded anew, for all of it changes. */
export async function chooseLanguage(language: Language | null): Promise<void> {
  await api.put("/api/app/account/profile", { language });
  rememberLanguage(language);
  window.location.reload();
}
