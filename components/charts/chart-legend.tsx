import { type ChartSeries, seriesColor } from "./chart-series";

/** Names of the series with their mark: a line, solid or dashed, or a bar. */
export function ChartLegend({ series, kind }: { series: readonly ChartSeries[]; kind: "line" | "bar" }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-muted-foreground text-xs">
      {series.map((one) => (
        <li key={one.key} className="flex items-center gap-1.5">
          {kind === "bar" ? (
            <span aria-hidden className="size-2.5 rounded-xs" style={{ background: seriesColor(one) }} />
          ) : (
            <span
              aria-hidden
              className="w-4 border-t-2"
              style={{ borderColor: seriesColor(one), borderStyle: one.dashed ? "dashed" : "solid" }}
            />
          )}
          {one.label}
        </li>
      ))}
    </ul>
  );
}
