"use client";

import { DateTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import type { ListenerView } from "@/lib/inbound/mail/settings-schema";
import { rich } from "@/lib/language/rich";
import { type Msg, msg, t } from "@/lib/language/t";
import { CopyRow } from "./copy-row";

type Host = ListenerView["hosts"][number];

const hostStyles: Readonly<Record<Host["status"], { label: Msg; variant: "success" | "warning" | "secondary" }>> = {
  ok: { label: msg("Record found"), variant: "success" },
  missing: { label: msg("Record missing"), variant: "warning" },
  unchecked: { label: msg("Not checked yet"), variant: "secondary" },
  local: { label: msg("Only on this machine"), variant: "secondary" },
};

/** The SMTP server of the worker: whether it answers, and the records that lead to it. */
export function ListenerCard({ listener }: { listener: ListenerView }) {
  const { format } = useWorkspace();
  const answers = listener.state === "answers";
  return (
    <Card>
      <CardHeader>
        <CardTitle className="flex flex-wrap items-center gap-2">
          {t("SMTP listener")}
          <Badge variant={answers ? "success" : "warning"}>{answers ? t("Listening") : t("No answer")}</Badge>
        </CardTitle>
        <CardDescription>
          {t(
            "Takes bounces, complaints, unsubscribe mails and replies at {address}. Only addresses that were made here are taken; everything else is refused at the door.",
            { address: listener.address },
          )}
        </CardDescription>
      </CardHeader>
      <CardContent className="grid gap-4">
        {answers ? null : (
          <p className="text-sm">
            {t(
              "No mail server answers there as seen from this web process. Is the worker running, and may this machine reach it?",
            )}
          </p>
        )}
        {listener.hosts.length > 0 ? (
          <ul className="grid gap-4">
            {listener.hosts.map((host) => (
              <li key={host.name} className="grid gap-2">
                <p className="flex flex-wrap items-center gap-2 text-sm">
                  <span className="break-all font-medium">{host.name}</span>
                  <Badge variant={hostStyles[host.status].variant}>{t(hostStyles[host.status].label)}</Badge>
                </p>
                {host.record ? (
                  <dl>
                    <CopyRow name={t("DNS record")} value={host.record} copyLabel={t("Copy DNS record")} />
                  </dl>
                ) : (
                  <p className="text-muted-foreground text-xs">
                    {host.status === "local"
                      ? t("A reserved name: only the embedded mailbox sends to it, and no record is needed.")
                      : t("There is nothing to publish yet: the operator of this installation sets {setting} first.", {
                          setting: "INBOUND_DOMAIN",
                        })}
                  </p>
                )}
              </li>
            ))}
          </ul>
        ) : (
          <p className="text-muted-foreground text-sm">
            {t("The workspace has no sending domain yet.")}
            {listener.mxTarget
              ? ` ${t("Bounces come back to {host} in the meantime.", { host: listener.mxTarget })}`
              : null}
          </p>
        )}
        <p className="text-muted-foreground text-sm tabular-nums">
          {listener.lastMailAt
            ? rich("{count} in the last day, the last one <when></when>", {
                count: format.number(listener.lastDay.smtp),
                when: () => <DateTime value={listener.lastMailAt ?? ""} />,
              })
            : t("Nothing came in this way yet.")}
        </p>
      </CardContent>
    </Card>
  );
}
