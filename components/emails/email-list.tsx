"use client";

import { MailCheck } from "lucide-react";
import { RelativeTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { routePath } from "@/lib/client/paths";
import type { EmailItem } from "@/lib/emails/find-emails";
import type { EmailStatus } from "@/lib/emails/schema";
import { type Msg, msg, t } from "@/lib/language/t";

const STATUSES: Readonly<
  Record<EmailStatus, [label: Msg, variant: "secondary" | "success" | "warning" | "destructive"]>
> = {
  scheduled: [msg("Scheduled"), "secondary"],
  queued: [msg("Waiting"), "warning"],
  sent: [msg("Sent"), "success"],
  failed: [msg("Failed"), "destructive"],
  suppressed: [msg("Not sent"), "secondary"],
  cancelled: [msg("Cancelled"), "secondary"],
};

/** Recipients that one line names. */
const SHOWN = 3;

interface Props {
  emails: readonly EmailItem[];
  isFiltered: boolean;
  hasMore: boolean;
}

/** Single mails, newest first; each recipient leads to what happened to the message. */
export function EmailList({ emails, isFiltered, hasMore }: Props) {
  if (emails.length === 0) return <Nothing isFiltered={isFiltered} hasMore={hasMore} />;
  return (
    <ul className="divide-y overflow-hidden rounded-xl border bg-card">
      {emails.map((email) => (
        <EmailRow key={email.id} email={email} />
      ))}
    </ul>
  );
}

function EmailRow({ email }: { email: EmailItem }) {
  const { path } = useWorkspace();
  const [label, variant] = STATUSES[email.status];
  const [first] = email.messages;
  const subject = email.subject || t("(no subject)");
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-4 px-4 py-3">
      <div className="grid min-w-0 gap-1">
        <p className="truncate font-medium">
          {first ? (
            <Link className="hover:underline" href={path("/messages/[messageId]", { messageId: first.id })}>
              {subject}
            </Link>
          ) : (
            subject
          )}
        </p>
        <p className="flex min-w-0 flex-wrap gap-x-2 text-muted-foreground text-sm">
          <span className="sr-only">{t("To")}</span>
          {email.messages.slice(0, SHOWN).map((message) => (
            <Link
              key={message.id}
              href={path("/messages/[messageId]", { messageId: message.id })}
              className="min-w-0 truncate hover:text-foreground hover:underline"
            >
              {message.to}
            </Link>
          ))}
          {email.messages.length > SHOWN ? (
            <span>
              {t("{count, plural, one {and # more} other {and # more}}", { count: email.messages.length - SHOWN })}
            </span>
          ) : null}
        </p>
        {email.tags.length > 0 ? (
          <p className="flex flex-wrap gap-1">
            {email.tags.map(({ name, value }) => (
              <Badge key={name} variant="outline" asChild>
                <Link href={path("/emails", { tag: `${name}:${value}` })}>{`${name}: ${value}`}</Link>
              </Badge>
            ))}
          </p>
        ) : null}
      </div>
      <div className="grid justify-items-end gap-1 text-muted-foreground text-xs">
        <span className="flex gap-1">
          {email.mode === "test" ? <Badge variant="outline">{t("Test key")}</Badge> : null}
          <Badge variant={variant}>{t(label)}</Badge>
        </span>
        <RelativeTime value={email.status === "scheduled" && email.scheduledAt ? email.scheduledAt : email.createdAt} />
      </div>
    </li>
  );
}

function Nothing({ isFiltered, hasMore }: Omit<Props, "emails">) {
  if (hasMore)
    return (
      <EmptyState icon={MailCheck} title={t("None among these")} description={t("There are older mails: look on.")} />
    );
  if (isFiltered)
    return (
      <EmptyState
        icon={MailCheck}
        title={t("No such mail")}
        description={t("Search for the whole address of a recipient.")}
      />
    );
  return (
    <EmptyState
      icon={MailCheck}
      title={t("No transactional mail yet")}
      description={t(
        "Programs send single mails with an API key that may send: in HTML, or from a template of yours. Each is listed here with what happened to it.",
      )}
      action={
        <Button variant="outline" asChild>
          <a href={routePath("/api/v1/reference")}>{t("API reference")}</a>
        </Button>
      }
    />
  );
}
