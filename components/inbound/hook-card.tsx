"use client";

import { RotateCcw } from "lucide-react";
import { useRouter } from "next/navigation";
import { DateTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { InboundSettingsView } from "@/lib/inbound/mail/settings-schema";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";
import { CopyRow } from "./copy-row";

/** An address that takes whole mails by HTTP, for mail systems that can hand them over. */
export function HookCard({ settings, lastDay }: { settings: InboundSettingsView; lastDay: number }) {
  const { api, format } = useWorkspace();
  const router = useRouter();
  const rotate = async () => {
    await api.post("/inbound-settings/hook");
    router.refresh();
  };
  const example = `curl --data-binary @mail.eml -H 'Content-Type: message/rfc822' '${settings.hookUrl}?from=…&to=…'`;
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Raw mail by HTTP")}</CardTitle>
        <CardDescription>
          {rich(
            "POST a whole mail (RFC 5322) here, up to {size} KB. The answer is 202 once it is kept; the same mail again is known. Envelope addresses may go along as <from></from> and <to></to> in the query, or as <fromHeader></fromHeader> and <toHeader></toHeader>.",
            {
              size: format.number(Math.floor(settings.maxBytes / 1024)),
              from: () => <code>from</code>,
              to: () => <code>to</code>,
              fromHeader: () => <code>X-Envelope-From</code>,
              toHeader: () => <code>X-Envelope-To</code>,
            },
          )}
        </CardDescription>
      </CardHeader>
      <CardContent className="grid gap-4">
        <dl className="grid gap-4">
          <CopyRow name={t("Address")} value={settings.hookUrl} copyLabel={t("Copy address")} />
          <CopyRow name={t("Example")} value={example} copyLabel={t("Copy example")} />
        </dl>
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="text-muted-foreground text-sm tabular-nums">
            {settings.lastHookAt
              ? rich("{count} in the last day, the last one <when></when>", {
                  count: format.number(lastDay),
                  when: () => <DateTime value={settings.lastHookAt ?? ""} />,
                })
              : t("Never called. The address is a secret: whoever knows it may hand in mail.")}
          </p>
          <ConfirmDialog
            trigger={
              <Button variant="outline" size="sm">
                <RotateCcw aria-hidden />
                {t("New address")}
              </Button>
            }
            title={t("Make a new address?")}
            description={t("The old address stops at once. Give the new one to your mail system right after.")}
            confirmLabel={t("Make a new address")}
            destructive
            onConfirm={rotate}
          />
        </div>
      </CardContent>
    </Card>
  );
}
