import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { t } from "@/lib/language/t";
import type { ChartRow, ChartSeries } from "./chart-series";

/** The numbers behind a chart. */
export function ChartTable({
  label,
  rows,
  series,
  formatNumber,
}: {
  label: string;
  rows: readonly ChartRow[];
  series: readonly ChartSeries[];
  formatNumber: (value: number) => string;
}) {
  return (
    <Table label={label} containerClassName="max-h-72 overflow-y-auto">
      <TableHeader>
        <TableRow>
          <TableHead>{t("Time")}</TableHead>
          {series.map((one) => (
            <TableHead key={one.key} className="text-end">
              {one.label}
            </TableHead>
          ))}
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.title}>
            <TableCell>
              {row.title}
              {row.marker ? <span className="block text-muted-foreground text-xs">{row.marker}</span> : null}
            </TableCell>
            {series.map((one) => (
              <TableCell key={one.key} className="text-end tabular-nums">
                {formatNumber(row.values[one.key] ?? 0)}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
