"use client";

import { useWorkspace } from "@/components/shell/workspace-provider";
import { cn } from "@/components/ui/cn";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { wordsLocale } from "@/lib/client/interface-language";
import { t } from "@/lib/language/t";
import type { WarmupDay, WarmupView } from "@/lib/sending/warmup/queries";

/** The days around today: what was used of what was allowed, and what comes when each day is used. */
export function WarmupDays({ plan, domainName }: { plan: NonNullable<WarmupView["plan"]>; domainName: string }) {
  const most = Math.max(...plan.days.map(({ allowed, used }) => Math.max(allowed, used ?? 0)), 1);
  const today = plan.days.findLast(({ used }) => used !== null)?.day;
  return (
    <Table label={t("Warm-up of {domain} by day", { domain: domainName })} containerClassName="rounded-lg border">
      <TableHeader>
        <TableRow>
          <TableHead className="w-32">{t("Day")}</TableHead>
          <TableHead className="hidden sm:table-cell">
            <span className="sr-only">{t("Compared")}</span>
          </TableHead>
          <TableHead className="w-24 text-end">{t("Sent")}</TableHead>
          <TableHead className="w-24 text-end">{t("Allowed")}</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {plan.days.map((day) => (
          <DayRow key={day.day} day={day} most={most} isToday={day.day === today} />
        ))}
      </TableBody>
    </Table>
  );
}

function DayRow({ day, most, isToday }: { day: WarmupDay; most: number; isToday: boolean }) {
  const { format, locale } = useWorkspace();
  const share = (count: number) => `${Math.min(100, (count / most) * 100)}%`;
  const name = new Intl.DateTimeFormat(wordsLocale(locale), {
    weekday: "short",
    day: "numeric",
    month: "short",
    timeZone: "UTC",
  });
  return (
    <TableRow className={cn(isToday && "bg-accent/50")}>
      <TableCell className={cn("whitespace-nowrap tabular-nums", day.used === null && "text-muted-foreground")}>
        {isToday ? t("Today") : name.format(new Date(day.day))}
      </TableCell>
      <TableCell className="hidden w-full sm:table-cell">
        <div aria-hidden className="relative h-2 min-w-24">
          <div className="absolute inset-y-0 start-0 rounded-full bg-muted" style={{ width: share(day.allowed) }} />
          <div className="absolute inset-y-0 start-0 rounded-full bg-primary" style={{ width: share(day.used ?? 0) }} />
        </div>
      </TableCell>
      <TableCell className="text-end tabular-nums">{day.used === null ? "–" : format.number(day.used)}</TableCell>
      <TableCell className={cn("text-end tabular-nums", day.used === null && "text-muted-foreground")}>
        {format.number(day.allowed)}
      </TableCell>
    </TableRow>
  );
}
