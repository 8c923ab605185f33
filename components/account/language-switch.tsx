"use client";

import { rememberLanguage } from "@/components/shell/choose-language";
import { NativeSelect } from "@/components/ui/native-select";
import { isLanguage, type Language, languageNames, languages } from "@/lib/language/languages";
import { t } from "@/lib/language/t";

/** For who is not signed in: the language of this browser. */
export function LanguageSwitch({ language }: { language: Language }) {
  return (
    <NativeSelect
      aria-label={t("Language")}
      className="w-auto"
      defaultValue={language}
      onChange={({ target: { value } }) => {
        rememberLanguage(isLanguage(value) ? value : null);
        window.location.reload();
      }}
    >
      {languages.map((one) => (
        <option key={one} value={one} lang={one}>
          {languageNames[one]}
        </option>
      ))}
    </NativeSelect>
  );
}
