"use client";

import { RotateCcw } from "lucide-react";
import { useRouter } from "next/navigation";
import { DateTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { InboundSettingsView } from "@/lib/inbound/mail/settings-schema";
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
          POST a whole mail (RFC 5322) here, up to {format.number(Math.floor(settings.maxBytes / 1024))} KB. The answer
          is 202 once it is kept; the same mail again is known. Envelope addresses may go along as <code>from</code> and{" "}
          <code>to</code> in the query, or as <code>X-Envelope-From</code> and <code>X-Envelope-To</code>.
        </CardDescription>
      </CardHeader>
      <CardContent className="grid gap-4">
        <dl className="grid gap-4">
          <CopyRow name="Address" value={settings.hookUrl} />
          <CopyRow name="Example" value={example} />
        </dl>
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="text-muted-foreground text-sm tabular-nums">
            {settings.lastHookAt ? (
              <>
                {format.number(lastDay)} in the last day, the last one <DateTime value={settings.lastHookAt} />
              </>
            ) : (
              "Never called. The address is a secret: whoever knows it may hand in mail."
            )}
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
