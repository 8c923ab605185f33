"use client";

import Link from "next/link";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Alert, AlertDescription } from "@/components/ui/alert";
import type { CampaignProgress, WaitingTransport } from "@/lib/campaigns/progress/progress-view";
import { t } from "@/lib/language/t";

const what: Record<NonNullable<WaitingTransport["kind"]>, (name: string) => string> = {
  auth: (name) => t("{name} refuses the password or key", { name }),
  quota: (name) => t("{name} says that its quota is used up", { name }),
  config: (name) => t("{name} does not work the way it is set up", { name }),
  network: (name) => t("{name} cannot be reached", { name }),
  throttled: (name) => t("{name} asks to send more slowly", { name }),
};

/** Ways out that do not work now, and what that means for this campaign. */
export function TransportFailures({ failures, stuck }: Pick<CampaignProgress, "failures" | "stuck">) {
  const { can, format, path } = useWorkspace();
  return failures.map(({ name, kind, reason, until }) => {
    const title = kind ? what[kind](name) : t("{name} is paused", { name });
    const effect = stuck
      ? t("The campaign waits; nobody loses their place.")
      : t("The mail leaves by the other ways meanwhile.");
    const next = until
      ? t("It is tried again at {until}.", { until: format.time(until) })
      : can("sending.write")
        ? t("Fix it in Settings → Sending.")
        : t("An admin has to fix it in Settings → Sending.");
    return (
      <Alert key={name} variant={stuck ? "destructive" : "warning"} title={`${title}.`}>
        <AlertDescription>
          {effect} {next}{" "}
          <Link href={path("/settings/sending")} className="text-foreground underline underline-offset-4">
            {t("Open sending settings")}
          </Link>
          {reason ? <code className="mt-1 block break-words text-xs">{reason}</code> : null}
        </AlertDescription>
      </Alert>
    );
  });
}
