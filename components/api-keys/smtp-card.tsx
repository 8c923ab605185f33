"use client";

import type { ReactNode } from "react";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import type { SmtpSettings } from "@/lib/edges/submission/shown-settings";
import { t } from "@/lib/language/t";

const protections: Readonly<Record<SmtpSettings["ports"][number]["protection"], string>> = {
  starttls: "STARTTLS",
  tls: "TLS",
  plain: "no TLS, private networks only",
};

/** What a shop, a blog or a server is set up with to send by SMTP. */
export function SmtpCard({ settings: { host, ports } }: { settings: SmtpSettings }) {
  return (
    <Card className="mt-6">
      <CardHeader>
        <CardTitle>{t("Send by SMTP")}</CardTitle>
        <CardDescription>
          {t(
            "For programs that speak SMTP and not the API: a key of the kind Sending only is their password. Mail leaves as they composed it.",
          )}
        </CardDescription>
      </CardHeader>
      <CardContent>
        <dl className="grid gap-2.5 text-sm">
          <Setting label={t("Host")} value={host} />
          {ports.map(({ port, protection }) => (
            <Setting key={port} label={t("Port")} value={String(port)}>
              {protections[protection]}
            </Setting>
          ))}
          <Setting label={t("User")} value="homing" />
          <div className="grid grid-cols-[6rem_1fr] gap-2">
            <dt className="text-muted-foreground">{t("Password")}</dt>
            <dd>{t("an API key with the scope emails.send, by PLAIN or LOGIN")}</dd>
          </div>
        </dl>
      </CardContent>
    </Card>
  );
}

function Setting({ label, value, children }: { label: string; value: string; children?: ReactNode }) {
  return (
    <div className="grid grid-cols-[6rem_1fr] gap-2">
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="-my-1.5 flex min-w-0 flex-wrap items-center gap-1">
        <code className="break-all">{value}</code>
        <CopyButton
          value={value}
          label={t("Copy {toLowerCase} {value}", { toLowerCase: label.toLowerCase(), value })}
        />
        {children ? <span className="text-muted-foreground">{children}</span> : null}
      </dd>
    </div>
  );
}
