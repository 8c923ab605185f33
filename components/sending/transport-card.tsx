"use client";

import { Pencil } from "lucide-react";
import type { ReactNode } from "react";
import { RelativeTime } from "@/components/shell/date-time";
import { useFormat, useWorkspace } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { msg, t } from "@/lib/language/t";
import { aboutTransport } from "@/lib/mail/transports/kinds/transport-kinds.shared";
import type { TransportView } from "@/lib/sending/transports/transport-view";
import { TestTransportDialog } from "./test-transport-dialog";
import { TransportDialog } from "./transport-dialog";
import { TransportHealthBadge, WaitingTransport } from "./transport-health";
import { TransportMenu, useTransportAction } from "./transport-menu";

/** One way out: where it leads, whether it works, its share and its limits. */
export function TransportCard({ transport, testTo }: { transport: TransportView; testTo: string }) {
  const { can } = useWorkspace();
  const manages = can("sending.write");
  return (
    <Card>
      <CardHeader className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="grid min-w-0 gap-1.5">
          <div className="flex flex-wrap items-center gap-2">
            <h3 className="break-words font-semibold text-base">{transport.name}</h3>
            <TransportHealthBadge transport={transport} />
            {transport.isDefault ? <Badge variant="outline">{t("Default")}</Badge> : null}
          </div>
          <p className="break-words text-muted-foreground text-sm">
            {t(aboutTransport(transport.kind).label)} · <bdi>{transport.target}</bdi>
          </p>
        </div>
        {manages ? (
          <div className="flex flex-wrap items-center gap-2">
            {transport.problem ? null : <TestTransportDialog transport={transport} testTo={testTo} />}
            <TransportDialog
              transport={transport}
              trigger={
                <Button variant="outline" size="sm">
                  <Pencil aria-hidden />
                  {t("Edit")}
                  <span className="sr-only">{transport.name}</span>
                </Button>
              }
            />
            <TransportMenu transport={transport} />
          </div>
        ) : null}
      </CardHeader>
      <CardContent className="grid gap-4">
        <WaitingTransport transport={transport} action={manages ? <ResumeButton transport={transport} /> : null} />
        <TransportFacts transport={transport} />
      </CardContent>
    </Card>
  );
}

function ResumeButton({ transport }: { transport: TransportView }) {
  const action = useTransportAction(transport);
  return (
    <Button variant="outline" size="sm" pending={action.isPending} onClick={() => action.mutate("resume")}>
      {transport.health.state === "resting" ? t("Try now") : t("Resume")}
      <span className="sr-only">{transport.name}</span>
    </Button>
  );
}

function TransportFacts({ transport }: { transport: TransportView }) {
  const { setPercent } = useFormat();
  const { connections, lastAcceptedAt, lastFailureAt } = transport;
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4">
      <Fact name={t("Share of campaigns")}>{shareText(transport.share, setPercent)}</Fact>
      <Fact name={t("Limits")}>
        <LimitText transport={transport} />
        <span className="block text-muted-foreground text-xs">
          {t("{count, plural, one {# connection} other {# connections}} a worker", { count: connections })}
        </span>
      </Fact>
      <Fact name={t("Last accepted")}>{lastAcceptedAt ? <RelativeTime value={lastAcceptedAt} /> : t("Never")}</Fact>
      <Fact name={t("Last failure")}>
        {lastFailureAt ? <RelativeTime value={lastFailureAt} /> : t("None", undefined, "not one")}
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 content-start gap-1">
      <dt className="text-muted-foreground text-xs">{name}</dt>
      <dd className="text-sm tabular-nums">{children}</dd>
    </div>
  );
}

/** `share` in per cent. */
function shareText(share: number | null, setPercent: (share: number) => string): string {
  if (share === null) return t("Only pinned ones");
  return share === 0 ? t("Only as a spare") : setPercent(share / 100);
}

function LimitText({ transport }: { transport: TransportView }) {
  const format = useFormat();
  const labels = (
    [
      [transport.maxPerSecond, msg("{count} a second")],
      [transport.maxPerMinute, msg("{count} a minute")],
      [transport.maxPerHour, msg("{count} an hour")],
      [transport.maxPerDay, msg("{count} a day")],
    ] as const
  ).flatMap(([limit, text]) => (limit === null ? [] : [t(text, { count: format.number(limit) })]));
  return <>{labels.length > 0 ? labels.join(", ") : t("None")}</>;
}
