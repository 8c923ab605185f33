"use client";

import { useWorkspace } from "@/components/shell/workspace-provider";
import { wordsLocale } from "@/lib/client/interface-language";
import type { Dashboard, DaySpan } from "@/lib/reports/views";

/** Which days the numbers are about, and which they are compared with. */
export function PeriodNote({ dashboard: { period, comparedWith } }: { dashboard: Dashboard }) {
  const { locale } = useWorkspace();
  const format = new Intl.DateTimeFormat(wordsLocale(locale), { dateStyle: "medium", timeZone: "UTC" });
  // The days are dates already: the same ones in every time zone.
  const span = ({ from, to }: DaySpan) => format.formatRange(new Date(from), new Date(to));
  return (
    <p className="text-muted-foreground text-sm tabular-nums">
      {span(period)}, compared with {span(comparedWith)}
    </p>
  );
}
