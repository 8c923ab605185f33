"use client";

import { useEffect } from "react";
import { isLanguage } from "@/lib/language/languages";
import { rememberLanguage } from "./choose-language";

/**
 * A choice that was made in another browser is remembered in this one, so that pages before sign-in speak it too; a page that is still
 * open in the former language is loaded anew.
 */
export function LanguageKeeper({ chosen }: { chosen: string | null }) {
  useEffect(() => {
    if (!isLanguage(chosen)) return;
    rememberLanguage(chosen);
    if (document.documentElement.lang !== chosen) window.location.reload();
  }, [chosen]);
  return null;
}
