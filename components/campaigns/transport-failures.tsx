"use client";

import Link from "next/link";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Alert, AlertDescription } from "@/components/ui/alert";
import type { CampaignProgress, WaitingTransport } from "@/lib/campaigns/progress/progress-view";

const what: Record<NonNullable<WaitingTransport["kind"]>, (name: string) => string> = {
  auth: (name) => `${name} refuses the password or key`,
  quota: (name) => `${name} says that its quota is used up`,
  config: (name) => `${name} does not work the way it is set up`,
  network: (name) => `${name} cannot be reached`,
  throttled: (name) => `${name} asks to send more slowly`,
};

/** Ways out that do not work now, and what that means for this campaign. */
export function TransportFailures({ failures, stuck }: Pick<CampaignProgress, "failures" | "stuck">) {
  const { can, format, path } = useWorkspace();
  return failures.map(({ name, kind, reason, until }) => {
    const title = kind ? what[kind](name) : `${name} is paused`;
    const effect = stuck
      ? "The campaign waits; nobody loses their place."
      : "The mail leaves by the other ways meanwhile.";
    const next = until
      ? `It is tried again at ${format.time(until)}.`
      : can("sending.write")
        ? "Fix it in Settings → Sending."
        : "An admin has to fix it in Settings → Sending.";
    return (
      <Alert key={name} variant={stuck ? "destructive" : "warning"} title={`${title}.`}>
        <AlertDescription>
          {effect} {next}{" "}
          <Link href={path("/settings/sending")} className="text-foreground underline underline-offset-4">
            Open sending settings
          </Link>
          {reason ? <code className="mt-1 block break-words text-xs">{reason}</code> : null}
        </AlertDescription>
      </Alert>
    );
  });
}
