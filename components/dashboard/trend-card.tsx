"use client";

import { type ChartRow, type MarkedSeries, saidSeries } from "@/components/charts/chart-series";
import { dayLabels } from "@/components/charts/day-labels";
import { TrendChart } from "@/components/charts/trend-chart";
import { useFormat, useWorkspace } from "@/components/shell/workspace-provider";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { dateToWallTime } from "@/lib/base/time/zoned-time.shared";
import { msg, t } from "@/lib/language/t";
import type { Dashboard } from "@/lib/reports/views";

const SERIES: readonly MarkedSeries[] = [
  { key: "delivered", label: msg("Delivered"), color: "muted" },
  { key: "openers", label: msg("Human opens"), color: 1 },
  { key: "clickers", label: msg("Human clicks"), color: 2 },
];

/** Delivered, opened and clicked by day, with a line where a campaign was launched. */
export function TrendCard({ dashboard }: { dashboard: Dashboard }) {
  const format = useFormat();
  const { locale, timeZone } = useWorkspace();
  const dayOf = (at: string) => dateToWallTime(new Date(at), timeZone).slice(0, 10);
  const launched = Map.groupBy(dashboard.campaigns, (campaign) => dayOf(campaign.launchedAt));
  const rows: ChartRow[] = dashboard.series.map((day) => {
    const marker = launched
      .get(day.day)
      ?.map((campaign) => campaign.name)
      .join(", ");
    return {
      ...dayLabels(day.day, locale),
      values: { delivered: day.delivered, openers: day.openers, clickers: day.clickers },
      ...(marker ? { marker: t("Launched: {campaigns}", { campaigns: marker }) } : {}),
    };
  });
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Trend")}</CardTitle>
        <CardDescription>
          {t(
            "Each message counts once, on the day it first happened. A dotted line marks a launch. Days in {timeZone}.",
            { timeZone },
          )}
        </CardDescription>
      </CardHeader>
      <CardContent>
        <TrendChart
          label={t("Delivered, opened and clicked by day")}
          kind="bar"
          rows={rows}
          series={saidSeries(SERIES)}
          formatNumber={format.compact}
        />
      </CardContent>
    </Card>
  );
}
