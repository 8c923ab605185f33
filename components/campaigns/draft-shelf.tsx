"use client";

import { CalendarPlus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { MergeText } from "@/components/editor/merge-text";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Link } from "@/components/ui/link";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { dateToWallTime, dayLater } from "@/lib/base/time/zoned-time.shared";
import type { CampaignSummary } from "@/lib/campaigns/draft/views.shared";
import { t } from "@/lib/language/t";
import type { MoveToDay } from "./use-move-to-day";

interface Props {
  drafts: CampaignSummary[];
  /** Whether there are more than these. */
  more: boolean;
  toDay: MoveToDay;
  onDrag: (draft: CampaignSummary | null) => void;
}

/** Drafts beside the calendar: dragged onto a day, or given one by its date, they open at their schedule with it. */
export function DraftShelf({ drafts, more, toDay, onDrag }: Props) {
  const { path } = useWorkspace();
  return (
    <aside aria-label={t("Drafts")} className="grid content-start gap-2">
      <h2 className="font-semibold text-base">{t("Drafts")}</h2>
      {drafts.length === 0 ? (
        <p className="text-muted-foreground text-sm">{t("No campaign is waiting for a day.")}</p>
      ) : (
        <p className="text-muted-foreground text-xs max-md:hidden">{t("Drag one onto the day it should leave.")}</p>
      )}
      <ul className="grid grid-cols-[minmax(0,1fr)] gap-2 sm:grid-cols-2 xl:grid-cols-1">
        {drafts.map((draft) => (
          <li key={draft.id}>
            <ShelfEntry draft={draft} toDay={toDay} onDrag={onDrag} />
          </li>
        ))}
      </ul>
      {more ? (
        <Link
          href={path("/campaigns", { tab: "drafts" })}
          className="rounded-sm text-primary text-sm underline-offset-4 hover:underline"
        >
          {t("All drafts")}
        </Link>
      ) : null}
    </aside>
  );
}

function ShelfEntry({ draft, toDay, onDrag }: { draft: CampaignSummary } & Pick<Props, "toDay" | "onDrag">) {
  const { path } = useWorkspace();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dragging has a twin for keys and fingers, the button that asks for the day.
    <div
      draggable
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = "move";
        onDrag(draft);
      }}
      onDragEnd={() => onDrag(null)}
      className="flex cursor-grab items-center gap-1 rounded-lg border bg-card py-1.5 ps-3 pe-1.5 hover:border-primary/50 active:cursor-grabbing"
    >
      <span className="grid min-w-0 flex-1">
        <Link
          href={path("/campaigns/[campaignId]", { campaignId: draft.id })}
          draggable={false}
          className="truncate rounded-sm font-medium text-sm underline-offset-4 hover:underline"
        >
          {draft.name}
        </Link>
        <span className="truncate text-muted-foreground text-xs">
          {draft.subject ? <MergeText text={draft.subject} /> : t("No subject yet")}
        </span>
      </span>
      <DayPopover draft={draft} toDay={toDay} />
    </div>
  );
}

function DayPopover({ draft, toDay }: { draft: CampaignSummary; toDay: MoveToDay }) {
  const { timeZone } = useWorkspace();
  const [open, setOpen] = useState(false);
  const today = dateToWallTime(new Date(), timeZone).slice(0, 10);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const date = new FormData(event.currentTarget).get("date");
    if (typeof date !== "string" || date === "") return;
    setOpen(false);
    toDay.move(draft, date);
  }
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <IconButton
          icon={CalendarPlus}
          label={t("Choose a day for {name}", { name: draft.name })}
          title={t("Choose a day")}
        />
      </PopoverTrigger>
      <PopoverContent align="end">
        <form onSubmit={submit} className="grid gap-3">
          <Field
            label={t("Day")}
            required
            help={t("The time, and everything else, is checked before it is scheduled.")}
          >
            <Input type="date" name="date" min={today} defaultValue={dayLater(today, 1)} />
          </Field>
          <Button type="submit" size="sm" className="justify-self-end">
            {t("Continue")}
          </Button>
        </form>
      </PopoverContent>
    </Popover>
  );
}
