import { Inbox } from "lucide-react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
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
          "The embedded mailbox only runs when no way out is set. Unset {first} and {second}, or set {setting}, to capture mail here instead.",
          { first: "SMTP_URL", second: "RESEND_API_KEY", setting: "MAILBOX=embedded" },
        )}
      />
    );
  }
  return (
    <EmptyState
      icon={<Inbox aria-hidden />}
      title={t("The mailbox is for the operator")}
      description={t(
        "It shows every mail of this installation. Sign in as the person who set it up, or open the mailbox address that {command} printed.",
        { command: "npm start" },
      )}
      action={
        <Button asChild>
          <Link href={outerPath("/sign-in", { next: "/mailbox" })}>{t("Sign in")}</Link>
        </Button>
      }
    />
  );
}
