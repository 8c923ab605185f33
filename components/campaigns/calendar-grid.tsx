"use client";

import { type DragEvent, type KeyboardEvent, useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { dayLater } from "@/lib/base/time/zoned-time.shared";
import type { CalendarDay } from "@/lib/campaigns/draft/calendar";
import { deliveryText } from "@/lib/campaigns/draft/delivery-text.shared";
import { type CampaignSummary, leavesAt } from "@/lib/campaigns/draft/views.shared";
import { wordsLocale } from "@/lib/client/interface-language";
import { t } from "@/lib/language/t";
import { statusLabels } from "./status-badge";
import type { MoveToDay } from "./use-move-to-day";

interface Props {
  days: CalendarDay[];
  toDay: MoveToDay;
  dragged: CampaignSummary | null;
  onDrag: (campaign: CampaignSummary | null) => void;
}

/** Weeks of days, on a desk. What is scheduled is dragged to another day, or moved there with Shift and the arrow keys. */
export function CalendarGrid({ days, toDay, dragged, onDrag }: Props) {
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
              <DayCell key={day.date} day={day} toDay={toDay} dragged={day.isPast ? null : dragged} onDrag={onDrag} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface DayCellProps {
  day: CalendarDay;
  toDay: MoveToDay;
  /** What may be dropped here; null: nothing. */
  dragged: CampaignSummary | null;
  onDrag: Props["onDrag"];
}

function DayCell({ day, toDay, dragged, onDrag }: DayCellProps) {
  const [over, setOver] = useState(false);
  const isTarget = over && dragged !== null;
  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    if (dragged) toDay.move(dragged, day.date);
    onDrag(null);
  }
  return (
    <td
      aria-current={day.isToday ? "date" : undefined}
      data-date={day.date}
      className={cn(
        "h-28 border-e border-b p-1.5 align-top transition-colors",
        !day.inMonth && "bg-muted/50",
        isTarget && "bg-primary/10 outline-2 outline-primary -outline-offset-2",
      )}
      onDragOver={(event) => {
        if (!dragged) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
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
            <CalendarEntry campaign={campaign} date={day.date} toDay={toDay} onDrag={onDrag} />
          </li>
        ))}
      </ul>
    </td>
  );
}

const daysByKey = new Map([
  ["ArrowLeft", -1],
  ["ArrowRight", 1],
  ["ArrowUp", -7],
  ["ArrowDown", 7],
]);

interface EntryProps {
  campaign: CampaignSummary;
  date: string;
  toDay: MoveToDay;
  onDrag: Props["onDrag"];
}

function CalendarEntry({ campaign, date, toDay, onDrag }: EntryProps) {
  const { path, format } = useWorkspace();
  const at = leavesAt(campaign);
  const how = deliveryText(campaign);
  const movable = toDay.mayMove(campaign);
  const named = how ? `${campaign.name}, ${how}` : campaign.name;
  function byKey(event: KeyboardEvent) {
    const days = event.shiftKey ? daysByKey.get(event.key) : undefined;
    if (!movable || days === undefined) return;
    event.preventDefault();
    const isMirrored = Math.abs(days) === 1 && getComputedStyle(event.currentTarget).direction === "rtl";
    toDay.move(campaign, dayLater(date, isMirrored ? -days : days));
  }
  return (
    <Link
      href={path("/campaigns/[campaignId]", { campaignId: campaign.id })}
      title={
        movable ? t("{campaign}. Drag it to another day, or press Shift and an arrow key.", { campaign: named }) : named
      }
      draggable={movable}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = "move";
        onDrag(campaign);
      }}
      onDragEnd={() => onDrag(null)}
      onKeyDown={byKey}
      className={cn(
        "relative block truncate rounded-sm border-s-2 px-1.5 py-0.5 text-xs hover:bg-accent",
        campaign.status === "scheduled" ? "border-info bg-info/10" : "border-success bg-success/10",
        movable && "cursor-grab active:cursor-grabbing",
        toDay.moving === campaign.id && "opacity-50",
      )}
    >
      <span className="text-muted-foreground tabular-nums">{at ? format.time(at) : ""}</span> {campaign.name}
      {how ? <span className="block truncate text-muted-foreground">{how}</span> : null}
      <span className="sr-only"> ({t(statusLabels[campaign.status])})</span>
    </Link>
  );
}
