import type { ReactNode } from "react";
import { StepUpDialog } from "@/components/security/step-up-dialog";
import { Logo } from "@/components/shell/logo";
import { Toaster } from "@/components/ui/toaster";
import { QueryProvider } from "@/lib/client/query-provider";

export default function AccountLayout({ children }: { children: ReactNode }) {
  return (
    <QueryProvider>
      <div className="flex min-h-dvh flex-col bg-muted/60 px-4">
        <header className="mx-auto w-full max-w-md pt-10 pb-6 sm:pt-16">
          <Logo />
        </header>
        <main className="mx-auto w-full max-w-md flex-1 pb-16">{children}</main>
      </div>
      <StepUpDialog />
      <Toaster />
    </QueryProvider>
  );
}
