"use client";

import { useWorkspace } from "@/components/shell/workspace-provider";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { t } from "@/lib/language/t";
import type { RowRefusalReason } from "@/lib/people/imports/queries";

/** Why rows are refused, or lack a value, and how often. */
export function ReasonTable({ title, reasons }: { title: string; reasons: Omit<RowRefusalReason, "kept">[] }) {
  const { format } = useWorkspace();
  return (
    <Table label={title}>
      <TableHeader>
        <TableRow className="hover:bg-transparent">
          <TableHead>{t("Reason")}</TableHead>
          <TableHead>{t("Column")}</TableHead>
          <TableHead className="text-end">{t("Rows")}</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {reasons.map(({ field, reason, count }) => (
          <TableRow key={`${field} ${reason}`}>
            <TableCell className="whitespace-normal">{reason}</TableCell>
            <TableCell className="text-muted-foreground">{field}</TableCell>
            <TableCell className="text-end tabular-nums">{format.number(count)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
