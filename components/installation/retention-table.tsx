"use client";

import { useState } from "react";
import { DateTime } from "@/components/shell/date-time";
import { useFormat } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { actionsColumn, type Column, ListTable } from "@/components/ui/list-table";
import { TableCell, TableRow } from "@/components/ui/table";
import { rich } from "@/lib/language/rich";
import { msg, t } from "@/lib/language/t";
import { keptText, retentionKind } from "@/lib/retention/kinds.shared";
import type { RetentionItem } from "@/lib/retention/schema";
import { RetentionForm } from "./retention-form";
import { growthText } from "./retention-growth";

const columns: readonly Column[] = [
  { label: msg("What") },
  { label: msg("Kept"), className: "hidden sm:table-cell" },
  { label: msg("Size"), className: "hidden text-end md:table-cell" },
  { label: msg("A month"), className: "hidden text-end lg:table-cell" },
  { label: msg("Last time"), className: "hidden text-end lg:table-cell" },
  actionsColumn,
];

/** Every kind with its time, size and growth. */
export function RetentionTable({ items }: { items: readonly RetentionItem[] }) {
  const [open, setOpen] = useState<RetentionItem | null>(null);
  return (
    <>
      <ListTable label={t("What is kept for how long")} columns={columns}>
        {items.map((item) => (
          <Line key={item.kind} item={item} onChange={() => setOpen(item)} />
        ))}
      </ListTable>
      <Dialog open={open !== null} onOpenChange={() => setOpen(null)}>
        <DialogContent>{open ? <RetentionForm item={open} onDone={() => setOpen(null)} /> : null}</DialogContent>
      </Dialog>
    </>
  );
}

function Line({ item, onChange }: { item: RetentionItem; onChange: () => void }) {
  const format = useFormat();
  const { label, what, least, most } = retentionKind(item.kind);
  const { rows, bytes, bytesPerMonth, lastRun } = item;
  return (
    <TableRow>
      <TableCell className="align-top whitespace-normal">
        <span className="block font-medium">{t(label)}</span>
        <span className="my-1 block sm:hidden">
          <Kept item={item} />
        </span>
        <span className="block max-w-prose text-muted-foreground text-xs">{t(what)}</span>
        {bytes === null ? null : (
          <span className="block text-muted-foreground text-xs tabular-nums md:hidden">{format.bytes(bytes)}</span>
        )}
      </TableCell>
      <TableCell className="hidden align-top sm:table-cell">
        <Kept item={item} />
      </TableCell>
      <TableCell className="hidden text-end align-top tabular-nums md:table-cell">
        {bytes === null ? "–" : format.bytes(bytes)}
        {rows === null ? null : (
          <span className="block whitespace-nowrap text-muted-foreground text-xs">
            {t("about {count} rows", { count: format.compact(rows) })}
          </span>
        )}
      </TableCell>
      <TableCell className="hidden text-end align-top tabular-nums lg:table-cell">
        {bytesPerMonth === null ? "–" : growthText(format, bytesPerMonth)}
      </TableCell>
      <TableCell className="hidden text-end align-top tabular-nums lg:table-cell">
        {item.isRunning
          ? t("Running")
          : lastRun
            ? t("{count, plural, one {# row} other {# rows}}", { count: lastRun.rows })
            : "–"}
      </TableCell>
      <TableCell className="text-end align-top">
        {least === most ? null : (
          <Button
            variant="outline"
            size="sm"
            aria-label={t("Change how long is kept: {label}", { label: t(label) })}
            onClick={onChange}
          >
            {t("Change")}
          </Button>
        )}
      </TableCell>
    </TableRow>
  );
}

function Kept({ item: { kind, keep, saidBy, begins } }: { item: RetentionItem }) {
  const { unit } = retentionKind(kind);
  return (
    <span className="grid justify-items-start gap-1 whitespace-normal">
      <span className="whitespace-nowrap font-medium tabular-nums">{keptText(unit, keep)}</span>
      {saidBy === "environment" ? (
        <Badge variant="outline">
          <code>KEEP_EVENT_MONTHS</code>
        </Badge>
      ) : null}
      {saidBy === "operator" ? <Badge variant="outline">{t("Set here")}</Badge> : null}
      {begins ? (
        <Badge variant="info">
          <span>{rich("From <day></day>", { day: () => <DateTime value={begins} dateOnly /> })}</span>
        </Badge>
      ) : null}
    </span>
  );
}
