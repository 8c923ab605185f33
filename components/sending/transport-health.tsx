"use client";

import { CircleAlert, CircleCheck, Clock, Pause, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { DateTime, RelativeTime } from "@/components/shell/date-time";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { ownTable } from "@/lib/base/text/own-table.shared";
import { rich } from "@/lib/language/rich";
import { type Msg, msg, t } from "@/lib/language/t";
import type { TransportView } from "@/lib/sending/transports/transport-view";

const styles = {
  working: { variant: "success", icon: CircleCheck, label: msg("Working") },
  resting: { variant: "warning", icon: Clock, label: msg("Tries again by itself") },
  stopped: { variant: "destructive", icon: CircleAlert, label: msg("Needs attention") },
  paused: { variant: "secondary", icon: Pause, label: msg("Paused") },
} as const;

/** The state in a word. What was never used says so instead of claiming that it works. */
export function TransportHealthBadge({ transport }: { transport: TransportView }) {
  if (transport.problem) {
    return (
      <Badge variant="destructive">
        <TriangleAlert aria-hidden />
        {t("Not set up")}
      </Badge>
    );
  }
  const { state } = transport.health;
  if (state === "working" && !transport.lastAcceptedAt) return <Badge variant="secondary">{t("Not used yet")}</Badge>;
  const { variant, icon: Icon, label } = styles[state];
  return (
    <Badge variant={variant}>
      <Icon aria-hidden />
      {t(label)}
    </Badge>
  );
}

/** On phones the button goes under the words. */
const actionBelow = "flex-wrap sm:flex-nowrap [&>div]:basis-[calc(100%-2.5rem)] sm:[&>div]:basis-0";

const failureText: Record<string, Msg> = ownTable({
  auth: msg("It does not let this account in"),
  quota: msg("The account's quota is used up"),
  config: msg("The settings need a change"),
  network: msg("It cannot be reached"),
  throttled: msg("It asks to send more slowly"),
});

/** Why nothing leaves this way, and what happens next; nothing while all is well. */
export function WaitingTransport({ transport, action }: { transport: TransportView; action: ReactNode }) {
  if (transport.problem) return <Alert variant="warning">{transport.problem}</Alert>;
  const { health } = transport;
  if (health.state === "working") return null;
  if (health.state === "paused") {
    return (
      <Alert title={health.reason} action={action} className={actionBelow}>
        {t("Mail leaves by your other sending services, or waits until this one is resumed.")}
      </Alert>
    );
  }
  const title = t(failureText[health.failure] ?? msg("It does not work"));
  return (
    <Alert
      variant={health.state === "stopped" ? "destructive" : "warning"}
      title={title}
      action={action}
      className={actionBelow}
    >
      <span className="wrap-anywhere font-mono text-xs">{health.reason}</span>
      <span className="mt-1.5 block">
        {health.state === "stopped" ? t(stoppedText) : <NextTry until={health.until} />}
      </span>
    </Alert>
  );
}

const stoppedText = msg("No recipient was lost: their messages wait. Put it right, then send a test or resume.");

function NextTry({ until }: { until: string | null }) {
  if (!until) return <>{t("It is being tried now.")}</>;
  return rich("Messages wait. Next try <soon></soon> (<when></when>).", {
    soon: () => <RelativeTime value={until} />,
    when: () => <DateTime value={until} />,
  });
}
