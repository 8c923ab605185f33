"use client";

import type { ReactNode } from "react";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import type { SmtpSettings } from "@/lib/edges/submission/shown-settings";
import { t } from "@/lib/language/t";

function protectionText(protection: SmtpSettings["ports"][number]["protection"]): string {
  return protection === "plain" ? t("no TLS, private networks only") : protection.toUpperCase();
}

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
          <Setting label={t("Host")} copyLabel={t("Copy host {value}", { value: host })} value={host} />
          {ports.map(({ port, protection }) => (
            <Setting
              key={port}
              label={t("Port")}
              copyLabel={t("Copy port {value}", { value: String(port) })}
              value={String(port)}
            >
              {protectionText(protection)}
            </Setting>
          ))}
          <Setting label={t("User")} copyLabel={t("Copy user {value}", { value: "homing" })} value="homing" />
          <div className="grid grid-cols-[6rem_1fr] gap-2">
            <dt className="text-muted-foreground">{t("Password")}</dt>
            <dd>{t("an API key with the scope emails.send, by PLAIN or LOGIN")}</dd>
          </div>
        </dl>
      </CardContent>
    </Card>
  );
}

interface SettingProps {
  label: string;
  copyLabel: string;
  value: string;
  children?: ReactNode;
}

function Setting({ label, copyLabel, value, children }: SettingProps) {
  return (
    <div className="grid grid-cols-[6rem_1fr] gap-2">
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="-my-1.5 flex min-w-0 flex-wrap items-center gap-1">
        <code className="break-all" dir="ltr">
          {value}
        </code>
        <CopyButton value={value} label={copyLabel} />
        {children ? <span className="text-muted-foreground">{children}</span> : null}
      </dd>
    </div>
  );
}
