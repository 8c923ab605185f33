"use client";

import { ChartLine, Table2 } from "lucide-react";
import dynamic from "next/dynamic";
import { startTransition, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { inTurn } from "@/components/ui/in-turn";
import { Skeleton } from "@/components/ui/skeleton";
import { t } from "@/lib/language/t";
import { ChartLegend } from "./chart-legend";
import type { ChartRow, ChartSeries } from "./chart-series";
import { ChartTable } from "./chart-table";

// Recharts is the largest part of these pages and never needed for their first view.
const loading = () => <Skeleton className="h-64 w-full" />;
const TrendPlot = dynamic(() => import("./trend-plot").then((module) => module.TrendPlot), { ssr: false, loading });

export interface TrendChartProps {
  /** Says what is shown; names the figure for screen readers. */
  label: string;
  rows: readonly ChartRow[];
  series: readonly ChartSeries[];
  formatNumber: (value: number) => string;
  /** Bars stand for amounts of separate days, lines for a course. */
  kind?: "line" | "bar";
}

/** Curves over time with a legend, and the same numbers as a table for whoever prefers or needs it. */
export function TrendChart({ label, rows, series, formatNumber, kind = "line" }: TrendChartProps) {
  const [asTable, setAsTable] = useState(false);
  const mayDraw = useTurn();
  const Icon = asTable ? ChartLine : Table2;
  return (
    <figure className="m-0 grid gap-3" aria-label={label}>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <ChartLegend series={series} kind={kind} />
        <Button
          variant="ghost"
          size="sm"
          className="ms-auto"
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          <Icon aria-hidden />
          {asTable ? t("Show chart") : t("Show table")}
        </Button>
      </div>
      {asTable ? (
        <ChartTable label={label} rows={rows} series={series} formatNumber={formatNumber} />
      ) : (
        <div aria-hidden dir="ltr" className="h-64 w-full">
          {mayDraw ? <TrendPlot rows={rows} series={series} formatNumber={formatNumber} kind={kind} /> : loading()}
        </div>
      )}
      {asTable ? null : <figcaption className="sr-only">{summary(rows, series, formatNumber)}</figcaption>}
    </figure>
  );
}

/** Several charts of a page are drawn one after the other: all at once they would hold up keys and clicks. */
function useTurn(): boolean {
  const [come, setCome] = useState(false);
  useEffect(() => {
    let shown = true;
    void inTurn().then(() => startTransition(() => setCome(shown)));
    return () => {
      shown = false;
    };
  }, []);
  return come;
}

function summary(
  rows: readonly ChartRow[],
  series: readonly ChartSeries[],
  formatNumber: (value: number) => string,
): string {
  const sums = series.map((one) => {
    const total = rows.reduce((sum, row) => sum + (row.values[one.key] ?? 0), 0);
    return `${one.label}: ${formatNumber(total)}`;
  });
  return t("{sums}, from {first} to {last}. Show the table for every value.", {
    sums: sums.join(", "),
    first: rows[0]?.title ?? "",
    last: rows.at(-1)?.title ?? "",
  });
}
