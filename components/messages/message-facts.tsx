"use client";

import type { ReactNode } from "react";
import { DateTime } from "@/components/shell/date-time";
import { useFormat, useWorkspace } from "@/components/shell/workspace-provider";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { type Msg, msg, t } from "@/lib/language/t";
import type { MessageView } from "@/lib/reports/messages/schema";

const KINDS: Record<MessageView["kind"], Msg> = {
  campaign: msg("Campaign mail"),
  automation: msg("Automation mail"),
  transactional: msg("Transactional mail"),
  test: msg("Test mail"),
};

/** Whose message it is, where it belongs and what came of it in numbers. */
export function MessageFacts({ message }: { message: MessageView }) {
  const format = useFormat();
  const { path } = useWorkspace();
  const { tracks } = message;
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Message")}</CardTitle>
      </CardHeader>
      <CardContent>
        <dl className="grid gap-2.5 text-sm">
          <Fact label={t("Recipient")}>
            {message.contactId ? (
              <FactLink href={path("/contacts/[contactId]", { contactId: message.contactId })}>
                {message.email}
              </FactLink>
            ) : (
              message.email
            )}
          </Fact>
          <Fact label={t(KINDS[message.kind])}>
            {message.single ? (
              <FactLink href={path("/emails", { to: message.email })}>{t("All to this address")}</FactLink>
            ) : message.campaign ? (
              <FactLink href={path("/campaigns/[campaignId]/report", { campaignId: message.campaign.id })}>
                {message.campaign.name}
              </FactLink>
            ) : (
              "–"
            )}
          </Fact>
          {message.single?.via === "smtp" ? <Fact label={t("Came by")}>SMTP</Fact> : null}
          {message.single?.tags.map(({ name, value }) => (
            <Fact key={name} label={name}>
              <FactLink href={path("/emails", { tag: `${name}:${value}` })}>{value}</FactLink>
            </Fact>
          ))}
          {message.single?.scheduledAt ? (
            <Fact label={t("Scheduled for")}>
              <DateTime value={message.single.scheduledAt} />
            </Fact>
          ) : null}
          {message.from ? <Fact label={t("From")}>{message.from}</Fact> : null}
          {message.transport ? <Fact label={t("Sent by")}>{message.transport}</Fact> : null}
          <Fact label={t("Tries")}>{format.number(message.attempts)}</Fact>
          {message.nextAttemptAt ? (
            <Fact label={t("Next try")}>
              <DateTime value={message.nextAttemptAt} />
            </Fact>
          ) : null}
          <Fact label={t("Opened by people")}>{tracks.opens ? times(message.opens) : t("Not tracked")}</Fact>
          <Fact label={t("Clicked by people")}>{tracks.clicks ? times(message.clicks) : t("Not tracked")}</Fact>
          <Fact label={t("Id")}>
            <code dir="ltr" className="break-all text-xs">
              {message.id}
            </code>
          </Fact>
        </dl>
      </CardContent>
    </Card>
  );
}

const times = (count: number): string =>
  t("{count, plural, =0 {No} =1 {Once} one {# time} other {# times}}", { count });

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[8rem_1fr] gap-2">
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="min-w-0 break-words tabular-nums">{children}</dd>
    </div>
  );
}

function FactLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="rounded-sm font-medium underline-offset-4 hover:underline">
      {children}
    </Link>
  );
}
