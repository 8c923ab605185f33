"use client";

import { useRouter } from "next/navigation";
import { DateTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { TableCell, TableRow } from "@/components/ui/table";
import { toast } from "@/components/ui/toaster";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";
import type { ProviderPaceView, TransportPaceView } from "@/lib/sending/pacing/queries";
import { limitText, paceText } from "./numbers";
import { PaceDialog } from "./pace-dialog";

interface RowProps {
  pace: TransportPaceView;
  row: ProviderPaceView;
}

/** One receiving provider: its limit, what it has asked for lately, and what can be done about it. */
export function ProviderPaceRow({ pace, row }: RowProps) {
  const { can } = useWorkspace();
  return (
    <TableRow className="align-top">
      <TableCell className="font-medium">
        <span className="break-all">{row.label}</span>
        <div className="mt-1 grid gap-2 font-normal md:hidden">
          <Limit row={row} className="text-muted-foreground sm:hidden" />
          <Now row={row} />
        </div>
      </TableCell>
      <TableCell className="hidden sm:table-cell">
        <Limit row={row} />
      </TableCell>
      <TableCell className="hidden md:table-cell">
        <Now row={row} />
      </TableCell>
      <TableCell>
        {can("sending.write") ? (
          <div className="flex flex-col items-end gap-1 lg:flex-row lg:justify-end">
            {row.slow ? <Recover pace={pace} row={row} /> : null}
            <PaceDialog
              pace={pace}
              row={row}
              trigger={
                <Button variant="ghost" size="sm">
                  {t("Edit")}
                  <span className="sr-only">{row.label}</span>
                </Button>
              }
            />
          </div>
        ) : null}
      </TableCell>
    </TableRow>
  );
}

function Limit({ row, className }: { row: ProviderPaceView; className?: string }) {
  const { format } = useWorkspace();
  const limits = limitText(row.limits, format.number);
  return (
    <div className={cn("flex flex-wrap items-center gap-x-2 gap-y-1 tabular-nums", className)}>
      {limits.length > 0 ? (
        limits.map((limit) => (
          <span key={limit} className="whitespace-nowrap">
            {limit}
          </span>
        ))
      ) : (
        <span className="whitespace-nowrap">{t("No limit")}</span>
      )}
      {row.source === "custom" ? <Badge variant="secondary">{t("Yours")}</Badge> : null}
    </div>
  );
}

function Now({ row: { slow } }: { row: ProviderPaceView }) {
  const { format } = useWorkspace();
  if (!slow) return <span className="hidden text-muted-foreground md:inline">{t("At full pace")}</span>;
  const pace = paceText(slow.perSecond ?? 0, format.number);
  return (
    <div className="grid max-w-md gap-1">
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
        {slow.suspendedUntil ? (
          <>
            <Badge variant="destructive">{t("Waits")}</Badge>
            <span>{rich("until <when></when>", { when: () => <DateTime value={slow.suspendedUntil ?? ""} /> })}</span>
          </>
        ) : (
          <>
            <Badge variant="warning">{t("Slowed")}</Badge>
            <span className="tabular-nums">
              {slow.since
                ? rich("to {pace} since <when></when>", { pace, when: () => <DateTime value={slow.since ?? ""} /> })
                : t("to {pace}", { pace })}
            </span>
          </>
        )}
      </span>
      {slow.reason ? <span className="break-words text-muted-foreground text-xs">“{slow.reason}”</span> : null}
    </div>
  );
}

function Recover({ pace, row }: RowProps) {
  const { api } = useWorkspace();
  const router = useRouter();
  async function recover() {
    await api.put(`/transports/${pace.id}/recovery`, { provider: row.provider });
    toast.success(t("Mail to {provider} leaves at full speed again", { provider: row.label }));
    router.refresh();
  }
  return (
    <ConfirmDialog
      trigger={
        <Button variant="ghost" size="sm" aria-label={t("Full speed to {provider}", { provider: row.label })}>
          {t("Full speed")}
        </Button>
      }
      title={t("Send to {provider} at full speed again?", { provider: row.label })}
      description={t(
        "It asked for less. If nothing has changed since, it will ask again, and your reputation there may suffer.",
      )}
      confirmLabel={t("Send at full speed")}
      onConfirm={recover}
    />
  );
}
