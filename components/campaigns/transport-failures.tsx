"use client";

import { useWorkspace } from "@/components/shell/workspace-provider";
import { Alert, AlertDescription } from "@/components/ui/alert";
import { Link } from "@/components/ui/link";
import type { CampaignProgress, WaitingTransport } from "@/lib/campaigns/progress/progress-view";
import { type Msg, msg, t } from "@/lib/language/t";

const what: Record<NonNullable<WaitingTransport["kind"]>, Msg> = {
  auth: msg("{name} refuses the password or key."),
  quota: msg("{name} says that its quota is used up."),
  config: msg("{name} does not work the way it is set up."),
  network: msg("{name} cannot be reached."),
  throttled: msg("{name} asks to send more slowly."),
};

/** Ways out that do not work now, and what that means for this campaign. */
export function TransportFailures({ failures, stuck }: Pick<CampaignProgress, "failures" | "stuck">) {
  const { can, format, path } = useWorkspace();
  return failures.map(({ name, kind, reason, until }) => {
    const title = kind ? t(what[kind], { name }) : t("{name} is paused.", { name });
    const effect = stuck
      ? t("The campaign waits; nobody loses their place.")
      : t("The mail leaves by the other ways meanwhile.");
    const next = until
      ? t("It is tried again at {time}.", { time: format.time(until) })
      : can("sending.write")
        ? t("Fix it in Settings → Sending.")
        : t("An admin has to fix it in Settings → Sending.");
    return (
      <Alert key={name} variant={stuck ? "destructive" : "warning"} title={title}>
        <AlertDescription>
          {effect} {next}{" "}
          <Link href={path("/settings/sending")} className="text-foreground underline underline-offset-4">
            {t("Open sending settings")}
          </Link>
          {reason ? (
            <code dir="ltr" className="mt-1 block break-words text-xs">
              {reason}
            </code>
          ) : null}
        </AlertDescription>
      </Alert>
    );
  });
}
