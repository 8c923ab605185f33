import type { ReactNode } from "react";
import { LanguageSwitch } from "@/components/account/language-switch";
import { StepUpDialog } from "@/components/security/step-up-dialog";
import { Logo } from "@/components/shell/logo";
import { Toaster } from "@/components/ui/toaster";
import { currentSession } from "@/lib/base/routes/page-context";
import { QueryProvider } from "@/lib/client/query-provider";
import { currentLanguage } from "@/lib/language/speech";

export default async function AccountLayout({ children }: { children: ReactNode }) {
  // Whoever is signed in reads their own language.
  await currentSession();
  return (
    <QueryProvider>
      <div className="flex min-h-dvh flex-col bg-muted/60 px-4">
        <header className="mx-auto w-full max-w-md pt-10 pb-6 sm:pt-16">
          <Logo />
        </header>
        <main className="mx-auto w-full max-w-md flex-1 pb-16">{children}</main>
        <footer className="mx-auto flex w-full max-w-md justify-center pb-10">
          <LanguageSwitch language={currentLanguage()} />
        </footer>
      </div>
      <StepUpDialog />
      <Toaster />
    </QueryProvider>
  );
}
