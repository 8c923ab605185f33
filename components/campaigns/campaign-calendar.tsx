"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { type ReactNode, useState } from "react";
import { dayLabels } from "@/components/charts/day-labels";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import type { CalendarDay } from "@/lib/campaigns/draft/calendar";
import { deliveryText } from "@/lib/campaigns/draft/delivery-text.shared";
import { shiftMonth } from "@/lib/campaigns/draft/months.shared";
import type { CampaignSummary } from "@/lib/campaigns/draft/views.shared";
import { wordsLocale } from "@/lib/client/interface-language";
import { t } from "@/lib/language/t";
import { CalendarGrid } from "./calendar-grid";
import { DraftShelf } from "./draft-shelf";
import { StatusBadge } from "./status-badge";
import { useMoveToDay } from "./use-move-to-day";

interface Props {
  month: string;
  days: CalendarDay[];
  /** Drafts that could be given a day; null for whoever may not write. */
  drafts: { items: CampaignSummary[]; more: boolean } | null;
  /** When campaigns mostly leave, `HH:mm`. */
  usual: string;
}

/** A month of campaigns: a grid on a desk, the days that have something as a list on a phone; beside it what has no day yet. */
export function CampaignCalendar({ month, days, drafts, usual }: Props) {
  const toDay = useMoveToDay(usual);
  const [dragged, setDragged] = useState<CampaignSummary | null>(null);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6 xl:grid-cols-[minmax(0,1fr)_15rem]">
      <Month month={month} days={days}>
        <CalendarGrid days={days} toDay={toDay} dragged={dragged} onDrag={setDragged} />
      </Month>
      {drafts ? <DraftShelf drafts={drafts.items} more={drafts.more} toDay={toDay} onDrag={setDragged} /> : null}
    </div>
  );
}

function Month({ month, days, children }: Pick<Props, "month" | "days"> & { children: ReactNode }) {
  const { path, locale, timeZone } = useWorkspace();
  const title = new Intl.DateTimeFormat(wordsLocale(locale), {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(new Date(`${month}-01T00:00:00Z`));
  const step = (by: number) => path("/campaigns", { view: "calendar", month: shiftMonth(month, by) });
  return (
    <section aria-label={t("Campaigns in {month}", { month: title })}>
      <div className="mb-3 flex items-center gap-2">
        <Button variant="outline" size="icon-sm" asChild>
          <Link href={step(-1)} aria-label={t("Month before")}>
            <ChevronLeft aria-hidden className="rtl:-scale-x-100" />
          </Link>
        </Button>
        <Button variant="outline" size="icon-sm" asChild>
          <Link href={step(1)} aria-label={t("Month after")}>
            <ChevronRight aria-hidden className="rtl:-scale-x-100" />
          </Link>
        </Button>
        <h2 className="font-semibold text-base">{title}</h2>
        <span className="text-muted-foreground text-sm">{timeZone}</span>
      </div>
      {children}
      <DayList days={days.filter((day) => day.inMonth && day.campaigns.length > 0)} />
    </section>
  );
}

function DayList({ days }: { days: CalendarDay[] }) {
  const { path, locale } = useWorkspace();
  if (days.length === 0)
    return <p className="text-muted-foreground text-sm md:hidden">{t("Nothing in this month.")}</p>;
  return (
    <ol className="grid gap-4 md:hidden">
      {days.map((day) => (
        <li key={day.date} className="grid gap-2">
          <h3 className="font-medium text-muted-foreground text-sm">{dayLabels(day.date, locale).title}</h3>
          {day.campaigns.map((campaign) => (
            <Link
              key={campaign.id}
              href={path("/campaigns/[campaignId]", { campaignId: campaign.id })}
              className="flex items-center justify-between gap-3 rounded-lg border bg-card px-3 py-2"
            >
              <span className="grid min-w-0">
                <span className="truncate font-medium">{campaign.name}</span>
                {deliveryText(campaign) ? (
                  <span className="truncate text-muted-foreground text-xs">{deliveryText(campaign)}</span>
                ) : null}
              </span>
              <StatusBadge status={campaign.status} />
            </Link>
          ))}
        </li>
      ))}
    </ol>
  );
}
