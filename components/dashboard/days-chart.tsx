"use client";

import { type MarkedSeries, saidSeries } from "@/components/charts/chart-series";
import { dayLabels } from "@/components/charts/day-labels";
import { TrendChart } from "@/components/charts/trend-chart";
import { useWorkspace } from "@/components/shell/workspace-provider";
import type { DashboardDay, PeriodNumbers } from "@/lib/reports/views";

interface Props {
  label: string;
  days: readonly DashboardDay[];
  /** Which of their numbers. */
  series: readonly (MarkedSeries & { key: keyof PeriodNumbers })[];
  /** What happened on a day, in words. */
  markerOf?: (day: string) => string | undefined;
}

/** Numbers of the days of the period as bars. */
export function DaysChart({ label, days, series, markerOf }: Props) {
  const { format, locale } = useWorkspace();
  const rows = days.map((day) => {
    const marker = markerOf?.(day.day);
    return {
      ...dayLabels(day.day, locale),
      values: Object.fromEntries(series.map(({ key }) => [key, day[key]])),
      ...(marker && { marker }),
    };
  });
  return <TrendChart label={label} kind="bar" rows={rows} series={saidSeries(series)} formatNumber={format.compact} />;
}
