"use client";

import { useWorkspace } from "@/components/shell/workspace-provider";
import { wordsLocale } from "@/lib/client/interface-language";
import { t } from "@/lib/language/t";
import type { Dashboard, DaySpan } from "@/lib/reports/views";

/** Which days the numbers are about, and which they are compared with. */
export function PeriodNote({ dashboard: { period, comparedWith } }: { dashboard: Dashboard }) {
  const { locale } = useWorkspace();
  const format = new Intl.DateTimeFormat(wordsLocale(locale), { dateStyle: "medium", timeZone: "UTC" });
  // The days are dates already: the same ones in every time zone. `formatRange` puts other spaces in Node than in a browser.
  const day = (date: string) => format.format(new Date(date));
  const span = ({ from, to }: DaySpan) => (from === to ? day(from) : `${day(from)} – ${day(to)}`);
  return (
    <p className="text-muted-foreground text-sm tabular-nums">
      {t("{period}, compared with {before}", { period: span(period), before: span(comparedWith) })}
    </p>
  );
}
