"use client";

import { useWorkspace } from "@/components/shell/workspace-provider";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { dateToWallTime } from "@/lib/base/time/zoned-time.shared";
import { msg, t } from "@/lib/language/t";
import type { Dashboard } from "@/lib/reports/views";
import { DaysChart } from "./days-chart";

const SERIES = [
  { key: "delivered", label: msg("Delivered"), color: "muted" },
  { key: "openers", label: msg("Human opens"), color: 1 },
  { key: "clickers", label: msg("Human clicks"), color: 2 },
] as const;

/** Delivered, opened and clicked by day, with a line where a campaign was launched. */
export function TrendCard({ dashboard }: { dashboard: Dashboard }) {
  const { timeZone } = useWorkspace();
  const dayOf = (at: string) => dateToWallTime(new Date(at), timeZone).slice(0, 10);
  const launched = Map.groupBy(dashboard.campaigns, (campaign) => dayOf(campaign.launchedAt));
  const launchesOn = (day: string) => {
    const campaigns = launched.get(day)?.map(({ name }) => name);
    return campaigns && t("Launched: {campaigns}", { campaigns: campaigns.join(", ") });
  };
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
        <DaysChart
          label={t("Delivered, opened and clicked by day")}
          days={dashboard.series}
          series={SERIES}
          markerOf={launchesOn}
        />
      </CardContent>
    </Card>
  );
}
