"use client";

import Link from "next/link";
import type { ChartRow, ChartSeries } from "@/components/charts/chart-series";
import { dayLabels } from "@/components/charts/day-labels";
import { TrendChart } from "@/components/charts/trend-chart";
import { useFormat, useWorkspace } from "@/components/shell/workspace-provider";
import { Card, CardAction, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { t } from "@/lib/language/t";
import type { Dashboard } from "@/lib/reports/views";

const SERIES: readonly ChartSeries[] = [
  { key: "contactsCreated", label: "New contacts", color: 1 },
  { key: "unsubscribed", label: "Unsubscribed", color: 5 },
];

/** Contacts gained and people lost by day. */
export function GrowthCard({ dashboard }: { dashboard: Dashboard }) {
  const format = useFormat();
  const { path, locale } = useWorkspace();
  const rows: ChartRow[] = dashboard.series.map((day) => {
    return {
      ...dayLabels(day.day, locale),
      values: { contactsCreated: day.contactsCreated, unsubscribed: day.unsubscribed },
    };
  });
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Audience growth")}</CardTitle>
        <CardDescription>{t("New contacts and people who unsubscribed from a message, by day.")}</CardDescription>
        <CardAction>
          <Link href={path("/contacts")} className="text-sm underline-offset-4 hover:underline">
            <span className="font-semibold tabular-nums">
              {format.number(dashboard.contacts)}
              {dashboard.contacts >= 100_000 ? "+" : ""}
            </span>{" "}
            contacts
          </Link>
        </CardAction>
      </CardHeader>
      <CardContent>
        <TrendChart
          label={t("Audience growth by day")}
          kind="bar"
          rows={rows}
          series={SERIES}
          formatNumber={format.compact}
        />
      </CardContent>
    </Card>
  );
}
