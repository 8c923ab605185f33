"use client";

import { type ChartRow, type MarkedSeries, saidSeries } from "@/components/charts/chart-series";
import { dayLabels } from "@/components/charts/day-labels";
import { TrendChart } from "@/components/charts/trend-chart";
import { useFormat, useWorkspace } from "@/components/shell/workspace-provider";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { msg, t } from "@/lib/language/t";
import type { CampaignReport, TimelinePoint } from "@/lib/reports/views";

const SERIES: readonly MarkedSeries[] = [
  { key: "opens", label: msg("Human opens"), color: 1 },
  { key: "clicks", label: msg("Human clicks"), color: 2 },
  { key: "proxyOpens", label: msg("Proxy opens"), color: 3, dashed: true },
];

/** First opens and clicks over time: the first 24 hours by the hour, then by day. */
export function TimelineCard({ report }: { report: CampaignReport }) {
  const format = useFormat();
  const { timeZone, locale } = useWorkspace();
  const hour = (at: string) => ({ label: format.time(at), title: format.dateTime(at) });
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Over time")}</CardTitle>
        <CardDescription>
          {t("Each recipient counts once, when they first opened or clicked. Times in {timeZone}.", { timeZone })}
        </CardDescription>
      </CardHeader>
      <CardContent>
        {report.first24Hours.length === 0 ? (
          <p className="py-10 text-center text-muted-foreground text-sm">
            {t("Nothing has happened yet. The first opens appear here within seconds.")}
          </p>
        ) : (
          <Tabs defaultValue="hours">
            <TabsList>
              <TabsTrigger value="hours">{t("First 24 hours")}</TabsTrigger>
              <TabsTrigger value="days">{t("By day")}</TabsTrigger>
            </TabsList>
            <TabsContent value="hours">
              <TrendChart
                label={t("Opens and clicks in the first 24 hours")}
                rows={report.first24Hours.map((point) => rowOf(point, hour(point.at)))}
                series={saidSeries(SERIES)}
                formatNumber={format.number}
              />
            </TabsContent>
            <TabsContent value="days">
              <TrendChart
                label={t("Opens and clicks by day")}
                kind={report.days.length < 3 ? "bar" : "line"}
                rows={report.days.map((point) => rowOf(point, dayLabels(point.at, locale)))}
                series={saidSeries(SERIES)}
                formatNumber={format.number}
              />
            </TabsContent>
          </Tabs>
        )}
      </CardContent>
    </Card>
  );
}

function rowOf(point: TimelinePoint, names: { label: string; title: string }): ChartRow {
  return { ...names, values: { opens: point.opens, clicks: point.clicks, proxyOpens: point.proxyOpens } };
}
