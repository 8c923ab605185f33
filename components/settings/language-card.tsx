"use client";

import { useMutation } from "@tanstack/react-query";
import { chooseLanguage } from "@/components/shell/choose-language";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { NativeSelect } from "@/components/ui/native-select";
import { errorMessage } from "@/lib/client/api";
import { isLanguage, languageNames, languages } from "@/lib/language/languages";
import { t } from "@/lib/language/t";

/** The language of the interface, which is the person's own: colleagues in one workspace may read different ones. */
export function LanguageCard({ chosen }: { chosen: string | null }) {
  const choice = useMutation({ mutationFn: chooseLanguage });
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Language")}</CardTitle>
        <CardDescription>
          {t("Of this interface and of mails to you. What your recipients read is set in the workspace.")}
        </CardDescription>
      </CardHeader>
      <CardContent>
        <Field label={t("Language")} error={choice.error ? errorMessage(choice.error) : undefined}>
          <NativeSelect
            className="sm:max-w-xs"
            value={isLanguage(chosen) ? chosen : ""}
            disabled={choice.isPending}
            onChange={({ target: { value } }) => choice.mutate(isLanguage(value) ? value : null)}
          >
            <option value="">{t("As the browser wants")}</option>
            {languages.map((language) => (
              <option key={language} value={language} lang={language}>
                {languageNames[language]}
              </option>
            ))}
          </NativeSelect>
        </Field>
      </CardContent>
    </Card>
  );
}
