"use client";

import { Send } from "lucide-react";
import { paceText } from "@/components/pacing/numbers";
import { DateTime } from "@/components/shell/date-time";
import { useFormat } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { type Column, ListTable } from "@/components/ui/list-table";
import { StatTile } from "@/components/ui/stat-tile";
import { TableCell, TableRow } from "@/components/ui/table";
import type { MailState, TransportActivity } from "@/lib/installation/state/read-mail";
import { rich } from "@/lib/language/rich";
import { msg, t } from "@/lib/language/t";
import { aboutTransport } from "@/lib/mail/transports/kinds/transport-kinds.shared";

const transportColumns: readonly Column[] = [
  { label: msg("Transport") },
  { label: msg("24 hours"), className: "text-end" },
  { label: msg("This hour"), className: "hidden text-end sm:table-cell" },
  { label: msg("Refused"), className: "hidden text-end md:table-cell" },
  { label: msg("Put off"), className: "hidden text-end md:table-cell" },
  { label: msg("Pace"), className: "hidden text-end lg:table-cell" },
];

const senderColumns: readonly Column[] = [
  { label: msg("Workspace") },
  { label: msg("24 hours"), className: "text-end" },
  { label: msg("Refused"), className: "text-end" },
  { label: msg("Put off"), className: "hidden text-end sm:table-cell" },
];

/** What mail of the last day became, by transport and by workspace. */
export function MailOut({ state }: { state: MailState }) {
  const { transports, senders, total } = state;
  const format = useFormat();
  const tile = (label: string, name: "accepted" | "refused" | "deferred" | "unconfirmed", help: string) => (
    <StatTile
      label={label}
      value={format.compact(total.day[name])}
      detail={t("{count} in this hour", { count: format.number(total.hour[name]) })}
      help={help}
    />
  );
  return (
    <div className="grid gap-6">
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        {tile(t("Accepted"), "accepted", t("Handed over in the last 24 hours, and taken by the next server."))}
        {tile(t("Refused"), "refused", t("The next server said no for good."))}
        {tile(t("Put off"), "deferred", t("The next server said: later. Each try counts."))}
        {tile(
          t("Unconfirmed"),
          "unconfirmed",
          t("Handed over, but the answer was lost. Such a message is never sent again."),
        )}
      </div>
      {transports.length === 0 ? (
        <EmptyState
          icon={Send}
          title={t("Nothing has left in the last 24 hours")}
          description={t("Transports show here, of all workspaces, once mail leaves by them.")}
        />
      ) : (
        <>
          <TransportTable transports={transports} />
          <SenderTable senders={senders} />
        </>
      )}
    </div>
  );
}

function TransportTable({ transports }: { transports: readonly TransportActivity[] }) {
  const format = useFormat();
  return (
    <section className="grid gap-3">
      <h2 className="font-semibold text-base">{t("Transports")}</h2>
      <ListTable label={t("Transports")} columns={transportColumns}>
        {transports.map((transport) => (
          <TableRow key={transport.id}>
            <TableCell className="align-top">
              <span className="wrap-anywhere block font-medium">{transport.name}</span>
              <span className="wrap-anywhere block text-muted-foreground text-xs">
                {transport.installations
                  ? t("{transport}, the installation's", { transport: t(aboutTransport(transport.kind).label) })
                  : t(aboutTransport(transport.kind).label)}{" "}
                · {transport.workspace}
              </span>
              <TransportMarks transport={transport} />
            </TableCell>
            <TableCell className="text-end align-top tabular-nums">{format.number(transport.day.accepted)}</TableCell>
            <TableCell className="hidden text-end align-top tabular-nums sm:table-cell">
              {format.number(transport.hour.accepted)}
            </TableCell>
            <TableCell className="hidden text-end align-top tabular-nums md:table-cell">
              {format.number(transport.day.refused)}
            </TableCell>
            <TableCell className="hidden text-end align-top tabular-nums md:table-cell">
              {format.number(transport.day.deferred)}
            </TableCell>
            <TableCell className="hidden text-end align-top text-muted-foreground tabular-nums lg:table-cell">
              {transport.maxPerSecond === null ? t("No limit") : paceText(transport.maxPerSecond, format.number)}
            </TableCell>
          </TableRow>
        ))}
      </ListTable>
    </section>
  );
}

function TransportMarks({ transport }: { transport: TransportActivity }) {
  const { state, reason, until, slowed, day } = transport;
  if (state === "working" && slowed === 0 && day.failures === 0) return null;
  return (
    <span className="mt-1 grid gap-1">
      <span className="flex flex-wrap gap-1">
        {state === "stopped" ? <Badge variant="destructive">{t("Stopped", undefined, "a transport")}</Badge> : null}
        {state === "waiting" ? <Badge variant="warning">{t("Rests")}</Badge> : null}
        {state === "probe" ? <Badge variant="info">{t("Tries again")}</Badge> : null}
        {slowed > 0 ? (
          <Badge variant="warning">
            {t("Slowed by {count, plural, one {# provider} other {# providers}}", { count: slowed })}
          </Badge>
        ) : null}
        {day.failures > 0 ? (
          <Badge variant="outline">
            {t("{count, plural, one {# failure} other {# failures}}", { count: day.failures })}
          </Badge>
        ) : null}
      </span>
      {reason ? (
        <span className="wrap-anywhere text-muted-foreground text-xs">
          {reason}
          {until ? <> {rich("Until <when></when>.", { when: () => <DateTime value={until} /> })}</> : null}
        </span>
      ) : null}
    </span>
  );
}

function SenderTable({ senders }: { senders: MailState["senders"] }) {
  const format = useFormat();
  return (
    <section className="grid gap-3">
      <h2 className="font-semibold text-base">{t("Largest senders")}</h2>
      <ListTable label={t("Largest senders")} columns={senderColumns}>
        {senders.map(({ workspaceId, name, slug, accepted, refused, deferred }) => (
          <TableRow key={workspaceId}>
            <TableCell>
              <span className="wrap-anywhere block font-medium">{name}</span>
              <span className="wrap-anywhere block text-muted-foreground text-xs">/{slug}</span>
            </TableCell>
            <TableCell className="text-end tabular-nums">{format.number(accepted)}</TableCell>
            <TableCell className="text-end tabular-nums">
              {format.number(refused)}
              <span className="block text-muted-foreground text-xs">
                {format.percent(accepted + refused > 0 ? refused / (accepted + refused) : null)}
              </span>
            </TableCell>
            <TableCell className="hidden text-end tabular-nums sm:table-cell">{format.number(deferred)}</TableCell>
          </TableRow>
        ))}
      </ListTable>
    </section>
  );
}
