import "@fontsource-variable/inter/wght.css";
import "./globals.css";
import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { LanguageGate } from "@/components/shell/language-gate";
import { isTheme, themeCookie } from "@/components/shell/theme-cookie";
import { currentSession } from "@/lib/base/routes/page-context";
import { directionOf } from "@/lib/language/languages";
import { currentLanguage } from "@/lib/language/speech";
import { t } from "@/lib/language/t";

export const generateMetadata = (): Metadata => ({
  title: { default: "Homing", template: "%s · Homing" },
  description: t("Email marketing that a company runs itself."),
  robots: { index: false, follow: false },
});

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#0e1113" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const chosen = (await cookies()).get(themeCookie)?.value;
  const theme = isTheme(chosen) ? chosen : "system";
  // Where it cannot be asked who this is, the page below says that something is wrong; nothing would say so in place of this layout.
  await currentSession().catch(() => null);
  const language = currentLanguage();
  return (
    <html
      lang={language}
      dir={directionOf(language)}
      data-theme={theme}
      className={theme === "system" ? undefined : theme}
      suppressHydrationWarning
    >
      <body>
        <LanguageGate language={language}>{children}</LanguageGate>
      </body>
    </html>
  );
}
