"use client";

import { Direction } from "radix-ui";
import { type ReactNode, Suspense, use } from "react";
import { loadedCatalog } from "@/lib/language/browser";
import { directionOf, type Language } from "@/lib/language/languages";

/** Everything below is brought to life once the browser has its texts; until then it stands as the server wrote it. */
export function LanguageGate({ language, children }: { language: Language; children: ReactNode }) {
  return (
    <Direction.Provider dir={directionOf(language)}>
      <Suspense>
        <Spoken language={language}>{children}</Spoken>
      </Suspense>
    </Direction.Provider>
  );
}

function Spoken({ language, children }: { language: Language; children: ReactNode }) {
  if (language !== "en" && typeof window !== "undefined") use(loadedCatalog(language));
  return children;
}
