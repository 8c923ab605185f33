"use client";

import Link from "next/link";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { cn } from "@/components/ui/cn";
import { DASHBOARD_PERIODS } from "@/lib/reports/periods.shared";

/** How far back the dashboard looks; the choice is in the URL. */
export function PeriodSelect({ days }: { days: number }) {
  const { path } = useWorkspace();
  return (
    <nav aria-label="Period" className="inline-flex rounded-lg border bg-muted p-0.5">
      {DASHBOARD_PERIODS.map((period) => (
        <Link
          key={period}
          href={path("/", { days: period })}
          scroll={false}
          aria-current={period === days ? "true" : undefined}
          className={cn(
            "rounded-md px-3 py-1.5 font-medium text-muted-foreground text-sm",
            period === days ? "bg-card text-foreground shadow-xs" : "hover:text-foreground",
          )}
        >
          {period} days
        </Link>
      ))}
    </nav>
  );
}
