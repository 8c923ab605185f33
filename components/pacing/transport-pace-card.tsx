"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Table, TableBody, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { t } from "@/lib/language/t";
import { aboutTransport } from "@/lib/mail/transports/kinds/transport-kinds.shared";
import type { TransportPaceView } from "@/lib/sending/pacing/queries";
import { limitText } from "./numbers";
import { PaceDialog } from "./pace-dialog";
import { ProviderPaceRow } from "./provider-pace-row";

/** Shown before somebody asks for the rest. */
const FIRST = 6;

/** A transport's limits, and how fast it sends to each receiving provider. */
export function TransportPaceCard({ pace }: { pace: TransportPaceView }) {
  const { can } = useWorkspace();
  const { paceNote } = aboutTransport(pace.kind);
  const [all, setAll] = useState(false);
  const manages = can("sending.write");
  const notable = pace.providers.filter(({ slow, source }) => slow || source === "custom").length;
  const first = Math.max(FIRST, notable);
  const shown = all ? pace.providers : pace.providers.slice(0, first);
  const more = pace.providers.length - shown.length;
  return (
    <Card>
      <CardHeader className="flex items-start justify-between gap-3">
        <div className="grid min-w-0 flex-1 gap-1">
          <div className="flex flex-wrap items-center gap-2.5">
            <h3 className="font-semibold text-base">{pace.name}</h3>
            {pace.isDefault ? <Badge variant="outline">{t("Default")}</Badge> : null}
          </div>
          <OwnLimits pace={pace} />
        </div>
        {manages ? (
          <PaceDialog
            pace={pace}
            trigger={
              <Button variant="outline" size="sm">
                <Plus aria-hidden />
                {t("Add limit")}
              </Button>
            }
          />
        ) : null}
      </CardHeader>
      <CardContent className="grid gap-3">
        {pace.providers.length === 0 ? (
          <p className="text-muted-foreground text-sm">
            {paceNote ? `${t(paceNote)} ` : null}
            {t("No receiver is limited or has asked for less.")}
          </p>
        ) : (
          <Table
            label={t("Speed of {name} by mailbox provider", { name: pace.name })}
            containerClassName="rounded-lg border"
          >
            <TableHeader>
              <TableRow>
                <TableHead>{t("Receiver")}</TableHead>
                <TableHead className="hidden sm:table-cell">{t("Limit")}</TableHead>
                <TableHead className="hidden md:table-cell">{t("Right now")}</TableHead>
                <TableHead>
                  <span className="sr-only">{t("Actions")}</span>
                </TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {shown.map((row) => (
                <ProviderPaceRow key={row.provider} pace={pace} row={row} />
              ))}
            </TableBody>
          </Table>
        )}
        {more > 0 || all ? (
          <Button variant="ghost" size="sm" className="w-fit" onClick={() => setAll(!all)} aria-expanded={all}>
            {all ? t("Show fewer") : t("Show {count} more", { count: more })}
          </Button>
        ) : null}
        {pace.providers.length > 0 && pace.hasDefaults ? (
          <p className="text-muted-foreground text-xs">
            {t(
              "Defaults follow the connections that each provider is known to bear. All other providers have no limit until they ask for one.",
            )}
          </p>
        ) : null}
      </CardContent>
    </Card>
  );
}

function OwnLimits({ pace }: { pace: TransportPaceView }) {
  const { format, path } = useWorkspace();
  const limits = limitText(pace.limits, format.number);
  const used = [
    pace.usedThisHour === null ? "" : t("{count} used this hour", { count: format.number(pace.usedThisHour) }),
    pace.usedToday === null ? "" : t("{count} used today", { count: format.number(pace.usedToday) }),
  ].filter(Boolean);
  return (
    <p className="text-muted-foreground text-sm tabular-nums">
      {ownLimitsText(limits, used)}{" "}
      <Link href={path("/settings/sending")} className="whitespace-nowrap text-foreground underline underline-offset-4">
        {t("Change under Sending")}
      </Link>
    </p>
  );
}

function ownLimitsText(limits: readonly string[], used: readonly string[]): string {
  const values = { limits: limits.join(", "), used: used.join(", ") };
  if (limits.length === 0)
    return used.length > 0 ? t("No limit of its own ({used}).", values) : t("No limit of its own.");
  return used.length > 0 ? t("At most {limits} in all ({used}).", values) : t("At most {limits} in all.", values);
}
