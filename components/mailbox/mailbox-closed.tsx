import { Inbox } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { outerPath } from "@/lib/client/paths";
import { t } from "@/lib/language/t";

/** Said where there is no mailbox to show, or not to this browser. */
export function MailboxClosed({ access }: { access: "off" | "closed" }) {
  if (access === "off") {
    return (
      <EmptyState
        icon={<Inbox aria-hidden />}
        title={t("This installation sends real mail")}
        description={t(
          "The embedded mailbox only runs when no way out is set. Unset SMTP_URL and RESEND_API_KEY, or set MAILBOX=embedded, to capture mail here instead.",
        )}
      />
    );
  }
  return (
    <EmptyState
      icon={<Inbox aria-hidden />}
      title={t("The mailbox is for the operator")}
      description={t(
        "It shows every mail of this installation. Sign in as the person who set it up, or open the mailbox address that npm start printed.",
      )}
      action={
        <Button asChild>
          <Link href={outerPath("/sign-in", { next: "/mailbox" })}>{t("Sign in")}</Link>
        </Button>
      }
    />
  );
}
