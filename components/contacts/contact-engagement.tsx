"use client";

import { useFormat, useWorkspace } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { HelpTip } from "@/components/ui/help-tip";
import { Link } from "@/components/ui/link";
import { type Msg, msg, t } from "@/lib/language/t";
import type { ContactEngagement, EngagementLevel, MailOutcome } from "@/lib/people/contacts/contact-engagement";

const levels: Record<EngagementLevel, { label: Msg; variant: "success" | "info" | "warning" | "secondary" }> = {
  active: { label: msg("Active", "how close a person is"), variant: "success" },
  cooling: { label: msg("Cooling off", "how close a person is"), variant: "info" },
  quiet: { label: msg("Quiet", "how close a person is"), variant: "warning" },
  silent: { label: msg("Never engaged", "how close a person is"), variant: "warning" },
  new: { label: msg("Not mailed yet", "how close a person is"), variant: "secondary" },
};

/** The higher, the more the person did. */
const outcomes: Record<MailOutcome, { title: Msg; className: string }> = {
  clicked: { title: msg("{mail}, {date}: clicked"), className: "h-9 bg-primary" },
  opened: { title: msg("{mail}, {date}: opened"), className: "h-6 bg-primary/60" },
  delivered: { title: msg("{mail}, {date}: not opened"), className: "h-2.5 bg-muted-foreground/40" },
  bounced: { title: msg("{mail}, {date}: bounced"), className: "h-2.5 bg-warning" },
  complained: { title: msg("{mail}, {date}: marked as spam"), className: "h-9 bg-destructive" },
};

/** How close a person is, and what they did with each of the latest mails. */
export function ContactEngagementCard({ engagement: { level, mails } }: { engagement: ContactEngagement }) {
  const format = useFormat();
  const { path } = useWorkspace();
  const { label, variant } = levels[level];
  const clicked = mails.filter(({ outcome }) => outcome === "clicked").length;
  const opened = clicked + mails.filter(({ outcome }) => outcome === "opened").length;
  return (
    <Card>
      <CardHeader>
        <CardTitle className="flex items-center justify-between gap-2">
          <span className="flex items-center gap-1">
            {t("Engagement")}
            <HelpTip>
              {t(
                "Active: opened or clicked in the last 30 days. Cooling off: in the last 90. Quiet: longer ago. Only what people do counts, not privacy proxies and machines.",
              )}
            </HelpTip>
          </span>
          <Badge variant={variant}>{t(label)}</Badge>
        </CardTitle>
      </CardHeader>
      <CardContent className="grid gap-3">
        {mails.length === 0 ? (
          <p className="text-muted-foreground text-sm">{t("No campaign has gone to this person yet.")}</p>
        ) : (
          <>
            <ol dir="ltr" aria-label={t("Latest mails, the newest last")} className="flex h-10 items-end gap-1">
              {[...mails].reverse().map((mail) => {
                const outcome = outcomes[mail.outcome];
                const date = format.date(mail.sentAt);
                const title = t(outcome.title, { mail: mail.campaign ?? t("Mail", undefined, "a message"), date });
                return (
                  <li key={mail.messageId} className="flex h-full max-w-6 flex-1 items-end">
                    <Link
                      href={path("/messages/[messageId]", { messageId: mail.messageId })}
                      title={title}
                      className="flex h-full w-full items-end rounded-sm hover:bg-accent"
                    >
                      <span aria-hidden className={cn("w-full rounded-sm", outcome.className)} />
                      <span className="sr-only">{title}</span>
                    </Link>
                  </li>
                );
              })}
            </ol>
            <p className="text-muted-foreground text-sm tabular-nums">
              {t(
                "Of the latest {count, plural, one {# mail} other {# mails}}: {opened, plural, one {# opened} other {# opened}}, {clicked, plural, one {# clicked} other {# clicked}}",
                { count: mails.length, opened, clicked },
              )}
            </p>
          </>
        )}
      </CardContent>
    </Card>
  );
}
