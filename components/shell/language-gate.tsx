"use client";

import { Direction } from "radix-ui";
import { type ReactNode, use } from "react";
import { loadedCatalog } from "@/lib/language/browser";
import { directionOf, type Language } from "@/lib/language/languages";

/**
 * Everything below is brought to life once the browser has its texts; until then it stands as the server wrote it. No `Suspense` around it:
 * with one, the server answers 200 before it knows that a page is not there or leads elsewhere.
 */
export function LanguageGate({ language, children }: { language: Language; children: ReactNode }) {
  if (language !== "en" && typeof window !== "undefined") use(loadedCatalog(language));
  return <Direction.Provider dir={directionOf(language)}>{children}</Direction.Provider>;
}
