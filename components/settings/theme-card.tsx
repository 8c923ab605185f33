"use client";

import { setTheme, useTheme } from "@/components/shell/theme";
import { isTheme } from "@/components/shell/theme-cookie";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { RadioCard, RadioGroup } from "@/components/ui/radio-group";

export function ThemeCard() {
  const theme = useTheme();
  return (
    <Card>
      <CardHeader>
        <CardTitle>Theme</CardTitle>
        <CardDescription>Kept in this browser.</CardDescription>
      </CardHeader>
      <CardContent>
        <RadioGroup
          aria-label="Theme"
          className="sm:grid-cols-3"
          value={theme}
          onValueChange={(value) => isTheme(value) && setTheme(value)}
        >
          <RadioCard value="system" label="Like the device" />
          <RadioCard value="light" label="Light" />
          <RadioCard value="dark" label="Dark" />
        </RadioGroup>
      </CardContent>
    </Card>
  );
}
