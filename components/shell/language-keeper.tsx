"use client";

import { useEffect } from "react";
import { isLanguage } from "@/lib/language/languages";
import { currentLanguage } from "@/lib/language/speech";
import { rememberLanguage } from "./choose-language";

/**
 * A choice that was made in another browser is remembered in this one, so that pages before sign-in speak it too; a page that is still
 * open in the former language is loaded anew.
 */
export function LanguageKeeper({ chosen }: { chosen: string | null }) {
  useEffect(() => {
    if (!isLanguage(chosen)) return;
    rememberLanguage(chosen);
    // Not the attribute of the page: browsers that translate it change that.
    if (currentLanguage() !== chosen) window.location.reload();
  }, [chosen]);
  return null;
}
