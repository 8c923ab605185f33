"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { CalendarDay } from "@/lib/campaigns/draft/calendar";
import { deliveryText } from "@/lib/campaigns/draft/delivery-text.shared";
import { type CampaignSummary, leavesAt } from "@/lib/campaigns/draft/views.shared";
import { wordsLocale } from "@/lib/client/interface-language";
import { StatusBadge } from "./status-badge";

/** A month of campaigns: a grid on a desk, the days that have something as a list on a phone. */
export function CampaignCalendar({ month, days }: { month: string; days: CalendarDay[] }) {
  const { path, locale, timeZone } = useWorkspace();
  const first = new Date(`${month}-01T00:00:00Z`);
  const title = new Intl.DateTimeFormat(wordsLocale(locale), {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(first);
  const step = (by: number) => {
    const to = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + by, 1)).toISOString().slice(0, 7);
    return path("/campaigns", { view: "calendar", month: to });
  };
  return (
    <section aria-label={`Campaigns in ${title}`}>
      <div className="mb-3 flex items-center gap-2">
        <Button variant="outline" size="icon-sm" asChild>
          <Link href={step(-1)} aria-label="Month before">
            <ChevronLeft aria-hidden className="rtl:rotate-180" />
          </Link>
        </Button>
        <Button variant="outline" size="icon-sm" asChild>
          <Link href={step(1)} aria-label="Month after">
            <ChevronRight aria-hidden className="rtl:rotate-180" />
          </Link>
        </Button>
        <h2 className="font-semibold text-base">{title}</h2>
        <span className="text-muted-foreground text-sm">{timeZone}</span>
      </div>
      <Grid days={days} />
      <DayList days={days.filter((day) => day.inMonth && day.campaigns.length > 0)} />
    </section>
  );
}

function Grid({ days }: { days: CalendarDay[] }) {
  const { locale } = useWorkspace();
  const weekday = new Intl.DateTimeFormat(wordsLocale(locale), { weekday: "short", timeZone: "UTC" });
  const weeks = Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7));
  return (
    <table className="hidden w-full table-fixed border-separate border-spacing-0 overflow-hidden rounded-xl border md:table">
      <thead>
        <tr>
          {days.slice(0, 7).map((day) => (
            <th
              key={day.date}
              scope="col"
              className="border-b p-2 text-start font-medium text-muted-foreground text-xs"
            >
              {weekday.format(new Date(`${day.date}T00:00:00Z`))}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]?.date}>
            {week.map((day) => (
              <td
                key={day.date}
                aria-current={day.isToday ? "date" : undefined}
                className={cn("h-28 border-e border-b p-1.5 align-top", !day.inMonth && "bg-muted/50")}
              >
                <span
                  className={cn(
                    "inline-flex size-6 items-center justify-center rounded-full text-muted-foreground text-xs tabular-nums",
                    day.isToday && "bg-primary font-semibold text-primary-foreground",
                  )}
                >
                  {Number(day.date.slice(8))}
                </span>
                <ul className="mt-1 grid grid-cols-[minmax(0,1fr)] gap-1">
                  {day.campaigns.map((campaign) => (
                    <li key={campaign.id}>
                      <CalendarEntry campaign={campaign} />
                    </li>
                  ))}
                </ul>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function CalendarEntry({ campaign }: { campaign: CampaignSummary }) {
  const { path, format } = useWorkspace();
  const at = leavesAt(campaign);
  const how = deliveryText(campaign);
  return (
    <Link
      href={path("/campaigns/[campaignId]", { campaignId: campaign.id })}
      title={how ? `${campaign.name}, ${how}` : campaign.name}
      className={cn(
        "block truncate rounded-sm border-s-2 px-1.5 py-0.5 text-xs hover:bg-accent",
        campaign.status === "scheduled" ? "border-info bg-info/10" : "border-success bg-success/10",
      )}
    >
      <span className="text-muted-foreground tabular-nums">{at ? format.time(at) : ""}</span> {campaign.name}
      {how ? <span className="block truncate text-muted-foreground">{how}</span> : null}
      <span className="sr-only"> ({campaign.status})</span>
    </Link>
  );
}

function DayList({ days }: { days: CalendarDay[] }) {
  const { path, format } = useWorkspace();
  if (days.length === 0) return <p className="text-muted-foreground text-sm md:hidden">Nothing in this month.</p>;
  return (
    <ol className="grid gap-4 md:hidden">
      {days.map((day) => (
        <li key={day.date} className="grid gap-2">
          <h3 className="font-medium text-muted-foreground text-sm">{format.date(`${day.date}T12:00:00Z`)}</h3>
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
