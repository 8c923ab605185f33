"use client";

import { setTheme, useTheme } from "@/components/shell/theme";
import { isTheme } from "@/components/shell/theme-cookie";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { RadioCard, RadioGroup } from "@/components/ui/radio-group";
import { t } from "@/lib/language/t";

export function ThemeCard() {
  const theme = useTheme();
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Theme")}</CardTitle>
        <CardDescription>{t("Kept in this browser.")}</CardDescription>
      </CardHeader>
      <CardContent>
        <RadioGroup
          aria-label={t("Theme")}
          className="sm:grid-cols-3"
          value={theme}
          onValueChange={(value) => isTheme(value) && setTheme(value)}
        >
          <RadioCard value="system" label={t("Like the device")} />
          <RadioCard value="light" label={t("Light")} />
          <RadioCard value="dark" label={t("Dark")} />
        </RadioGroup>
      </CardContent>
    </Card>
  );
}
