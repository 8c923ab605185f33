"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { t } from "@/lib/language/t";
import { DASHBOARD_PERIODS } from "@/lib/reports/periods.shared";

const PeriodForm = dynamic(() => import("./period-form").then((module) => module.PeriodForm));

interface Props {
  days: number;
  /** First and last day of a period of one's own, YYYY-MM-DD. */
  custom: { from: string; to: string } | null;
}

const choice = (current: boolean) =>
  cn(
    "rounded-md px-3 py-1.5 font-medium text-muted-foreground text-sm",
    current ? "bg-card text-foreground shadow-xs" : "hover:text-foreground",
  );

/** Which days the dashboard is about; the choice is in the URL. */
export function PeriodSelect({ days, custom }: Props) {
  const { path } = useWorkspace();
  const [open, setOpen] = useState(false);
  return (
    <nav aria-label={t("Period")} className="inline-flex rounded-lg border bg-muted p-0.5">
      {DASHBOARD_PERIODS.map((period) => {
        const current = !custom && period === days;
        return (
          <Link
            key={period}
            href={path("/", { days: period })}
            scroll={false}
            aria-current={current ? "true" : undefined}
            className={choice(current)}
          >
            {t("{count, plural, one {# day} other {# days}}", { count: period })}
          </Link>
        );
      })}
      <Popover open={open} onOpenChange={setOpen}>
        <PopoverTrigger asChild>
          <button type="button" aria-current={custom ? "true" : undefined} className={choice(custom !== null)}>
            {t("Custom")}
          </button>
        </PopoverTrigger>
        <PopoverContent align="end" className="w-64" aria-label={t("Choose a period")}>
          <PeriodForm custom={custom} onDone={() => setOpen(false)} />
        </PopoverContent>
      </Popover>
    </nav>
  );
}
