"use client";

import {
  Area,
  Bar,
  CartesianGrid,
  ComposedChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { type ChartRow, type ChartSeries, seriesColor } from "./chart-series";
import { ChartTooltip } from "./chart-tooltip";

export interface TrendPlotProps {
  rows: readonly ChartRow[];
  series: readonly ChartSeries[];
  formatNumber: (value: number) => string;
  kind: "line" | "bar";
}

const AXIS = { fill: "var(--muted-foreground)", fontSize: 12 };

/** The drawing itself; `TrendChart` loads it when it is needed and offers the table beside it. */
export function TrendPlot({ rows, series, formatNumber, kind }: TrendPlotProps) {
  const data = rows.map((row, index) => ({ ...row.values, index, row }));
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart
        data={data}
        margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
        accessibilityLayer={false}
        barGap={1}
        barCategoryGap="15%"
      >
        <CartesianGrid vertical={false} stroke="var(--border)" />
        <XAxis
          dataKey="index"
          tickFormatter={(index: number) => rows[index]?.label ?? ""}
          tick={AXIS}
          tickLine={false}
          axisLine={{ stroke: "var(--border)" }}
          minTickGap={28}
        />
        <YAxis
          tick={AXIS}
          tickLine={false}
          axisLine={false}
          width="auto"
          allowDecimals={false}
          tickFormatter={(value: number) => formatNumber(value)}
        />
        <Tooltip
          cursor={{ stroke: "var(--border)", fill: "var(--muted)" }}
          content={({ active, payload }) => {
            const row = (payload?.[0]?.payload as { row?: ChartRow } | undefined)?.row;
            return active && row ? <ChartTooltip row={row} series={series} formatNumber={formatNumber} /> : null;
          }}
        />
        {rows.map((row, index) =>
          row.marker ? (
            <ReferenceLine key={row.title} x={index} stroke="var(--muted-foreground)" strokeDasharray="2 4" />
          ) : null,
        )}
        {series.map((one) => drawSeries(one, kind))}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

function drawSeries(series: ChartSeries, kind: "line" | "bar") {
  const color = seriesColor(series);
  if (kind === "bar") {
    return (
      <Bar
        key={series.key}
        dataKey={series.key}
        fill={color}
        radius={[3, 3, 0, 0]}
        maxBarSize={28}
        isAnimationActive={false}
      />
    );
  }
  return (
    <Area
      key={series.key}
      dataKey={series.key}
      type="linear"
      stroke={color}
      strokeWidth={2}
      strokeDasharray={series.dashed ? "5 4" : undefined}
      fill={color}
      fillOpacity={series.dashed ? 0 : 0.08}
      dot={false}
      activeDot={{ r: 3 }}
      isAnimationActive={false}
    />
  );
}
