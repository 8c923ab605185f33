"use client";

import { useWorkspace } from "@/components/shell/workspace-provider";
import { makeFormat } from "@/lib/client/format";
import { t } from "@/lib/language/t";
import type { Dashboard, DaySpan } from "@/lib/reports/views";

/** Which days the numbers are about, and which they are compared with. */
export function PeriodNote({ dashboard: { period, comparedWith } }: { dashboard: Dashboard }) {
  const { locale } = useWorkspace();
  // The days are dates already: the same ones in every time zone. `formatRange` puts other spaces in Node than in a browser.
  const { date: day } = makeFormat({ locale, timeZone: "UTC" });
  const span = ({ from, to }: DaySpan) => (from === to ? day(from) : `${day(from)} – ${day(to)}`);
  return (
    <p className="text-muted-foreground text-sm tabular-nums">
      {t("{period}, compared with {before}", { period: span(period), before: span(comparedWith) })}
    </p>
  );
}
