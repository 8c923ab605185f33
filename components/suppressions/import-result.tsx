"use client";

import { useFormat } from "@/components/shell/workspace-provider";
import { Alert } from "@/components/ui/alert";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { t } from "@/lib/language/t";
import type { SuppressionImportResult } from "@/lib/people/suppressions/schema";

/** What adding or importing did, with the lines that were refused. */
export function ImportResult({ result }: { result: SuppressionImportResult }) {
  const format = useFormat();
  const counts = [
    `${format.number(result.added)} added`,
    result.known > 0 ? `${format.number(result.known)} on the list already or twice` : null,
    result.refused > 0 ? `${format.number(result.refused)} refused` : null,
  ].filter(Boolean);
  return (
    <div className="grid gap-3">
      <Alert
        variant={result.refused > 0 ? "warning" : "success"}
        title={t("{read} read", { read: format.number(result.read) })}
      >
        {counts.join(" · ")}
      </Alert>
      {result.refusals.length > 0 ? (
        <div className="max-h-64 overflow-y-auto rounded-lg border">
          <Table label={t("Refused lines")}>
            <TableHeader>
              <TableRow>
                <TableHead className="text-end">{t("Line")}</TableHead>
                <TableHead>{t("Value")}</TableHead>
                <TableHead>{t("Why")}</TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {result.refusals.map((refusal) => (
                <TableRow key={`${refusal.line} ${refusal.value}`}>
                  <TableCell className="text-end tabular-nums">{format.number(refusal.line)}</TableCell>
                  <TableCell className="max-w-40 truncate" title={refusal.value}>
                    {refusal.value || "–"}
                  </TableCell>
                  <TableCell className="text-muted-foreground">{refusal.reason}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </div>
      ) : null}
      {result.refused > result.refusals.length ? (
        <p className="text-muted-foreground text-xs">
          {t("The first {refusalsCount} are shown.", { refusalsCount: format.number(result.refusals.length) })}
        </p>
      ) : null}
    </div>
  );
}
