"use client";

import Link from "next/link";
import { useFormat, useWorkspace } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { HelpTip } from "@/components/ui/help-tip";
import { t } from "@/lib/language/t";
import type { ContactEngagement, EngagementLevel, MailOutcome } from "@/lib/people/contacts/contact-engagement";

const levels: Record<EngagementLevel, { label: string; variant: "success" | "info" | "warning" | "secondary" }> = {
  active: { label: "Active", variant: "success" },
  cooling: { label: "Cooling off", variant: "info" },
  quiet: { label: "Quiet", variant: "warning" },
  silent: { label: "Never engaged", variant: "warning" },
  new: { label: "Not mailed yet", variant: "secondary" },
};

/** The higher, the more the person did. */
const outcomes: Record<MailOutcome, { label: string; className: string }> = {
  clicked: { label: "Clicked", className: "h-9 bg-primary" },
  opened: { label: "Opened", className: "h-6 bg-primary/60" },
  delivered: { label: "Not opened", className: "h-2.5 bg-muted-foreground/40" },
  bounced: { label: "Bounced", className: "h-2.5 bg-warning" },
  complained: { label: "Marked as spam", className: "h-9 bg-destructive" },
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
            Engagement
            <HelpTip>
              {t(
                "Active: opened or clicked in the last 30 days. Cooling off: in the last 90. Quiet: longer ago. Only what people do counts, not privacy proxies and machines.",
              )}
            </HelpTip>
          </span>
          <Badge variant={variant}>{label}</Badge>
        </CardTitle>
      </CardHeader>
      <CardContent className="grid gap-3">
        {mails.length === 0 ? (
          <p className="text-muted-foreground text-sm">{t("No campaign has gone to this person yet.")}</p>
        ) : (
          <>
            <ol aria-label={t("Latest mails, the newest last")} className="flex h-10 items-end gap-1">
              {[...mails].reverse().map((mail) => {
                const { label: did, className } = outcomes[mail.outcome];
                const title = `${mail.campaign ?? "Mail"}, ${format.date(mail.sentAt)}: ${did.toLowerCase()}`;
                return (
                  <li key={mail.messageId} className="flex h-full max-w-6 flex-1 items-end">
                    <Link
                      href={path("/messages/[messageId]", { messageId: mail.messageId })}
                      title={title}
                      className="flex h-full w-full items-end rounded-sm hover:bg-accent"
                    >
                      <span aria-hidden className={cn("w-full rounded-sm", className)} />
                      <span className="sr-only">{title}</span>
                    </Link>
                  </li>
                );
              })}
            </ol>
            <p className="text-muted-foreground text-sm tabular-nums">
              {t("Of the latest {mailsCount} {mailsCount2}: {opened} opened, {clicked} clicked", {
                mailsCount: format.number(mails.length),
                mailsCount2: mails.length === 1 ? t("mail") : t("mails"),
                opened: format.number(opened),
                clicked: format.number(clicked),
              })}
            </p>
          </>
        )}
      </CardContent>
    </Card>
  );
}
