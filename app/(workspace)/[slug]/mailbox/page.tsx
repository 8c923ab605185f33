import type { Metadata } from "next";
import { headers } from "next/headers";
import { Suspense } from "react";
import { Mailbox } from "@/components/mailbox/mailbox";
import { MailboxClosed } from "@/components/mailbox/mailbox-closed";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { pageContext } from "@/lib/base/routes/page-context";
import { pathIn } from "@/lib/client/paths";
import { t } from "@/lib/language/t";
import { mailboxAccess } from "@/lib/run/mailbox/access";

export const generateMetadata = (): Metadata => ({ title: t("Mailbox") });

/** The embedded mailbox inside the workspace's frame. It shows the mail of the whole installation, so only its operator gets in. */
export default async function WorkspaceMailboxPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  await pageContext({ slug });
  const access = await mailboxAccess((await headers()).get("cookie"));
  return (
    <>
      <PageHeader
        title={t("Mailbox")}
        description={t("Everything this installation sends. No mail leaves this machine.")}
        actions={
          <Button variant="outline" asChild>
            <Link href={pathIn(slug, "/replies/returned-mail")}>{t("Returned mail")}</Link>
          </Button>
        }
      />
      {access === "open" || access === "guest" ? (
        <Suspense>
          <Mailbox
            className="h-[calc(100dvh-14rem)] min-h-[30rem] rounded-xl border"
            mayChangeSpeed={access === "open"}
          />
        </Suspense>
      ) : (
        <MailboxClosed access={access} />
      )}
    </>
  );
}
