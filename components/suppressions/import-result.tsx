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
    t("{count, plural, one {# added} other {# added}}", { count: result.added }),
    result.known > 0
      ? t("{count, plural, one {# on the list already or twice} other {# on the list already or twice}}", {
          count: result.known,
        })
      : null,
    result.refused > 0 ? t("{count, plural, one {# refused} other {# refused}}", { count: result.refused }) : null,
  ].filter(Boolean);
  return (
    <div className="grid gap-3">
      <Alert
        variant={result.refused > 0 ? "warning" : "success"}
        title={t("{count, plural, one {# read} other {# read}}", { count: result.read })}
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
                  <TableCell dir="ltr" className="max-w-40 truncate rtl:text-right" title={refusal.value}>
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
          {t("{count, plural, one {The first is shown.} other {The first # are shown.}}", {
            count: result.refusals.length,
          })}
        </p>
      ) : null}
    </div>
  );
}
