import { type ChartSeries, seriesColor } from "./chart-series";

/** Names of the series with their line, solid or dashed. */
export function ChartLegend({ series }: { series: readonly ChartSeries[] }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-muted-foreground text-xs">
      {series.map((one) => (
        <li key={one.key} className="flex items-center gap-1.5">
          <span
            aria-hidden
            className="w-4 border-t-2"
            style={{ borderColor: seriesColor(one), borderStyle: one.dashed ? "dashed" : "solid" }}
          />
          {one.label}
        </li>
      ))}
    </ul>
  );
}
