import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { Suspense } from "react";
import { Mailbox } from "@/components/mailbox/mailbox";
import { MailboxClosed } from "@/components/mailbox/mailbox-closed";
import { Logo } from "@/components/shell/logo";
import { Badge } from "@/components/ui/badge";
import { routePath } from "@/lib/client/paths";
import { QueryProvider } from "@/lib/client/query-provider";
import { t } from "@/lib/language/t";
import { mailboxAccess } from "@/lib/run/mailbox/access";

export const generateMetadata = (): Metadata => ({ title: t("Mailbox") });

interface MailboxPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The embedded mailbox, for the operator or for whoever comes with the key that `npm start` printed. */
export default async function MailboxPage({ searchParams }: MailboxPageProps) {
  const { key } = await searchParams;
  if (typeof key === "string") redirect(routePath("/api/app/mailbox/key", { key }));
  const access = await mailboxAccess((await headers()).get("cookie"));
  return (
    <div className="flex h-dvh flex-col">
      <header className="flex h-14 shrink-0 items-center gap-3 border-b px-4">
        <Logo className="text-base" />
        <h1 className="font-medium text-muted-foreground">{t("Mailbox")}</h1>
        <Badge variant="info" className="ms-auto hidden sm:inline-flex">
          {t("No mail leaves this machine")}
        </Badge>
        {access === "guest" ? (
          <p className="hidden text-muted-foreground text-sm md:block">
            {t("Mail of Homing itself is shown to the signed-in operator only, who also sets the speed.")}
          </p>
        ) : null}
      </header>
      <main className="flex min-h-0 flex-1 flex-col">
        {access === "open" || access === "guest" ? (
          <QueryProvider>
            <Suspense>
              <Mailbox className="flex-1" mayChangeSpeed={access === "open"} />
            </Suspense>
          </QueryProvider>
        ) : (
          <div className="mx-auto w-full max-w-xl p-6">
            <MailboxClosed access={access} />
          </div>
        )}
      </main>
    </div>
  );
}
