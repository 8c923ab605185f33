import { type ChartRow, type ChartSeries, seriesColor } from "./chart-series";

/** What a point of a chart says when pointed at. */
export function ChartTooltip({
  row,
  series,
  formatNumber,
}: {
  row: ChartRow;
  series: readonly ChartSeries[];
  formatNumber: (value: number) => string;
}) {
  return (
    <div
      dir="auto"
      className="grid gap-1 rounded-lg border bg-popover px-3 py-2 text-popover-foreground text-xs shadow-md"
    >
      <p className="font-medium">{row.title}</p>
      {series.map((one) => (
        <p key={one.key} className="flex items-center justify-between gap-4">
          <span className="flex items-center gap-1.5 text-muted-foreground">
            <span className="size-2 rounded-full" style={{ background: seriesColor(one) }} />
            {one.label}
          </span>
          <span className="tabular-nums">{formatNumber(row.values[one.key] ?? 0)}</span>
        </p>
      ))}
      {row.marker ? <p className="max-w-56 text-muted-foreground">{row.marker}</p> : null}
    </div>
  );
}
