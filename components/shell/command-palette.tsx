"use client";

import { useRouter } from "next/navigation";
import { useDeferredValue, useEffect, useMemo, useState } from "react";
import {
  CommandDialog,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
  CommandShortcut,
} from "@/components/ui/command";
import { Kbd } from "@/components/ui/kbd";
import { rankMatch } from "@/lib/base/text/rank-match.shared";
import { leaveBy } from "@/lib/client/leave-guard";
import type { FoundItem } from "@/lib/finder/schema";
import { t } from "@/lib/language/t";
import { foundKindViews } from "./found-kinds";
import { groupLabels, type PaletteEntry, type PaletteGroup, usePaletteEntries } from "./palette-entries";
import { useFinder } from "./use-finder";
import { useWorkspace } from "./workspace-provider";

interface PaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onHelp: () => void;
}

/** ⌘K: go anywhere, start anything, find everything of the workspace. */
export function CommandPalette({ open, onOpenChange, onHelp }: PaletteProps) {
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState("");
  // Until somebody goes down the list, Enter means the best there is, also when something better comes in.
  const [isMoved, setMoved] = useState(false);
  const entries = usePaletteEntries(onHelp);
  const finder = useFinder(open ? typed : "");
  const lines = useMemo(() => bestLines(entries, finder.items, typed), [entries, finder.items, typed]);
  const best = lines[0]?.id ?? "";
  // The field is there with the next paint, and what there is to choose from with the one after it.
  const listed = useDeferredValue(open, false);
  useEffect(() => {
    if (!isMoved) setChosen(best);
  }, [best, isMoved]);
  useEffect(() => {
    if (open) return;
    setTyped("");
    setMoved(false);
  }, [open]);
  const close = () => onOpenChange(false);
  return (
    <CommandDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("Command palette")}
      description={t("Type to find a page, an action, or anything of this workspace.")}
      command={{
        shouldFilter: false,
        ...(typed.trim() ? { value: chosen, onValueChange: setChosen } : {}),
        onKeyDown: (event) => {
          if (event.key.startsWith("Arrow")) setMoved(true);
        },
      }}
    >
      <CommandInput
        value={typed}
        onValueChange={(text) => {
          setTyped(text);
          setMoved(false);
        }}
        placeholder={t("Find contacts, campaigns, pages…")}
        aria-label={t("Search everything")}
      />
      <CommandList className="h-80">
        {typed.trim() === "" ? (
          listed && <AllEntries entries={entries} onDone={close} />
        ) : (
          <>
            <CommandEmpty>{emptyText(finder)}</CommandEmpty>
            <CommandGroup>
              {lines.map((line) => (
                <Line key={line.id} line={line} onDone={close} />
              ))}
            </CommandGroup>
          </>
        )}
      </CommandList>
    </CommandDialog>
  );
}

function emptyText({ pending, failed }: { pending: boolean; failed: boolean }): string {
  if (pending) return t("Searching…");
  return failed ? t("The search could not be reached. Try again.") : t("Nothing matches. Try another word.");
}

type PaletteLine = { id: string; rank: number } & ({ entry: PaletteEntry } | { item: FoundItem });

const MAX_LINES = 30;

/** What fits, the best first; of what fits equally well pages and actions stand before what the workspace holds. */
function bestLines(entries: readonly PaletteEntry[], items: readonly FoundItem[], typed: string): PaletteLine[] {
  const own = entries.flatMap((entry): PaletteLine[] => {
    const rank = rankMatch(entry.label, typed, entry.keywords);
    return rank === null ? [] : [{ id: entry.id, rank, entry }];
  });
  const found = items.map((item): PaletteLine => ({ id: item.id, rank: item.rank, item }));
  return [...own, ...found].sort((a, b) => a.rank - b.rank).slice(0, MAX_LINES);
}

function Line({ line, onDone }: { line: PaletteLine; onDone: () => void }) {
  const router = useRouter();
  const { slug } = useWorkspace();
  if ("entry" in line) return <EntryLine entry={line.entry} onDone={onDone} showGroup />;
  const { kind, id, label, detail } = line.item;
  const view = foundKindViews[kind];
  return (
    <CommandItem
      value={line.id}
      onSelect={() => {
        onDone();
        leaveBy(() => router.push(view.href(slug, id)));
      }}
    >
      <view.icon aria-hidden />
      <span className="min-w-0 truncate">
        {label}
        {detail ? <span className="ms-2 text-muted-foreground text-xs">{detail}</span> : null}
      </span>
      <CommandShortcut className="shrink-0">{t(view.label)}</CommandShortcut>
    </CommandItem>
  );
}

const groups: readonly PaletteGroup[] = ["do", "go", "settings", "workspaces"];

function AllEntries({ entries, onDone }: { entries: readonly PaletteEntry[]; onDone: () => void }) {
  return groups.map((group) => {
    const own = entries.filter((entry) => entry.group === group);
    if (own.length === 0) return null;
    return (
      <CommandGroup key={group} heading={t(groupLabels[group])}>
        {own.map((entry) => (
          <EntryLine key={entry.id} entry={entry} onDone={onDone} />
        ))}
      </CommandGroup>
    );
  });
}

function EntryLine({ entry, onDone, showGroup }: { entry: PaletteEntry; onDone: () => void; showGroup?: boolean }) {
  return (
    <CommandItem
      value={entry.id}
      onSelect={() => {
        onDone();
        entry.run();
      }}
    >
      {entry.icon ? <entry.icon aria-hidden /> : null}
      <span className="min-w-0 truncate">{entry.label}</span>
      <CommandShortcut className="shrink-0">
        {entry.goKey && !showGroup ? (
          <>
            <Kbd>g</Kbd>
            <Kbd>{entry.goKey}</Kbd>
          </>
        ) : null}
        {showGroup ? t(groupLabels[entry.group]) : null}
      </CommandShortcut>
    </CommandItem>
  );
}
