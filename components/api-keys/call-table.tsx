"use client";

import { DateTime } from "@/components/shell/date-time";
import { useFormat } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { CopyButton } from "@/components/ui/copy-button";
import { type Column, ListTable } from "@/components/ui/list-table";
import { TableCell, TableRow } from "@/components/ui/table";
import type { ApiCallView } from "@/lib/edges/api-calls/schema";
import { msg, t } from "@/lib/language/t";

const columns: readonly Column[] = [
  { label: msg("When"), className: "hidden sm:table-cell" },
  { label: msg("Call") },
  { label: msg("Answer") },
  { label: msg("Took", "how long a call took"), className: "hidden text-end sm:table-cell" },
  { label: msg("From", "an address that calls come from"), className: "hidden lg:table-cell" },
  { label: msg("Request id"), className: "hidden md:table-cell" },
];

export function CallTable({ calls }: { calls: readonly ApiCallView[] }) {
  return (
    <ListTable label={t("Last calls")} columns={columns}>
      {calls.map((call) => (
        <CallRow key={call.id} call={call} />
      ))}
    </ListTable>
  );
}

function CallRow({ call }: { call: ApiCallView }) {
  const format = useFormat();
  return (
    <TableRow>
      <TableCell className="hidden whitespace-nowrap align-top text-muted-foreground sm:table-cell">
        <DateTime value={call.at} />
      </TableCell>
      <TableCell className="align-top">
        <code className="break-all text-xs" dir="ltr">
          <span className="font-semibold">{call.method}</span> {call.path}
        </code>
        {call.operation ? <div className="text-muted-foreground text-xs">{call.operation}</div> : null}
        <div className="text-muted-foreground text-xs sm:hidden">
          <DateTime value={call.at} />
        </div>
      </TableCell>
      <TableCell className="align-top">
        <Answer call={call} />
      </TableCell>
      <TableCell className="hidden whitespace-nowrap text-end align-top tabular-nums sm:table-cell">
        {t("{duration} ms", { duration: format.number(call.durationMs) })}
      </TableCell>
      <TableCell className="hidden align-top lg:table-cell">{call.ip ?? "—"}</TableCell>
      <TableCell className="hidden align-top md:table-cell">
        <span className="-my-1.5 flex items-center gap-1">
          <code className="max-w-28 truncate text-xs">{call.requestId}</code>
          <CopyButton value={call.requestId} label={t("Copy request id")} />
        </span>
      </TableCell>
    </TableRow>
  );
}

function Answer({ call: { status, problem, fields, replayed } }: { call: ApiCallView }) {
  const variant = status >= 500 ? "destructive" : status >= 400 ? "warning" : "success";
  return (
    <div className="grid justify-items-start gap-1">
      <span className="flex flex-wrap items-center gap-1.5">
        <Badge variant={variant}>{status}</Badge>
        {replayed ? <Badge variant="secondary">{t("Given again")}</Badge> : null}
      </span>
      {problem ? <code className="break-all text-xs">{problem}</code> : null}
      {fields.length > 0 ? <span className="text-muted-foreground text-xs">{fields.join(", ")}</span> : null}
    </div>
  );
}
