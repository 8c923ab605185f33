"use client";

import { dayLabels } from "@/components/charts/day-labels";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { t } from "@/lib/language/t";
import type { GrowthDay } from "@/lib/people/lists/queries";

/** Bars of who came (up) and who left (down), day by day. */
export function GrowthCard({ days }: { days: GrowthDay[] }) {
  const { format, locale } = useWorkspace();
  if (days.length < 2) return null;
  const most = Math.max(1, ...days.map(({ joined, gone }) => Math.max(joined, gone)));
  const joined = days.reduce((sum, day) => sum + day.joined, 0);
  const gone = days.reduce((sum, day) => sum + day.gone, 0);
  const text = t(
    "{joined, plural, one {# joined} other {# joined}} and {gone, plural, one {# left} other {# left}} in the last 90 days.",
    { joined, gone },
  );
  return (
    <Card className="mb-6">
      <CardHeader>
        <CardTitle>{t("Growth")}</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-3">
        <p className="text-muted-foreground text-sm tabular-nums">{text}</p>
        <div dir="ltr" className="flex h-24 items-center gap-px" role="img" aria-label={text}>
          {days.map((day) => (
            <div
              key={day.day}
              className="grid h-full min-w-0.5 max-w-6 flex-1 grid-rows-2"
              title={`${dayLabels(day.day, locale).title}: +${format.number(day.joined)}, −${format.number(day.gone)}`}
            >
              <div className="flex items-end">
                <div className="w-full rounded-t-sm bg-chart-1" style={{ height: `${(day.joined / most) * 100}%` }} />
              </div>
              <div>
                <div className="w-full rounded-b-sm bg-chart-3" style={{ height: `${(day.gone / most) * 100}%` }} />
              </div>
            </div>
          ))}
        </div>
      </CardContent>
    </Card>
  );
}
