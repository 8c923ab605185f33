"use client";

import { Check, Filter, List, type LucideIcon, Plus, Tag, X } from "lucide-react";
import { useState } from "react";
import { useFormat } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Command, CommandEmpty, CommandGroup, CommandInput, CommandItem, CommandList } from "@/components/ui/command";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { type Msg, msg, t } from "@/lib/language/t";
import type { AudienceOption } from "@/lib/people/audiences/audience.shared";

const kinds: { kind: AudienceOption["kind"]; heading: Msg; icon: LucideIcon }[] = [
  { kind: "list", heading: msg("Lists"), icon: List },
  { kind: "segment", heading: msg("Segments"), icon: Filter },
  { kind: "tag", heading: msg("Tags"), icon: Tag },
];

interface Props {
  /** Names the button that opens the choice. */
  label: string;
  options: AudienceOption[];
  /** Public ids. */
  chosen: string[];
  onChange: (ids: string[]) => void;
}

/** Chooses any number of lists, segments and tags by name. */
export function AudiencePicker({ label, options, chosen, onChange }: Props) {
  const [open, setOpen] = useState(false);
  const toggle = (id: string) => onChange(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  const picked = options.filter((option) => chosen.includes(option.id));
  return (
    <div className="grid gap-3">
      {picked.length > 0 ? (
        <ul className="flex flex-wrap gap-2">
          {picked.map((option) => (
            <ChosenItem key={option.id} option={option} onRemove={() => toggle(option.id)} />
          ))}
        </ul>
      ) : null}
      <Popover open={open} onOpenChange={setOpen}>
        <PopoverTrigger asChild>
          <Button variant="outline" className="w-fit" aria-expanded={open}>
            <Plus aria-hidden />
            {label}
          </Button>
        </PopoverTrigger>
        <PopoverContent className="w-80 p-0" aria-label={label}>
          <Command label={label}>
            <CommandInput placeholder={t("Search by name")} />
            <CommandList>
              <CommandEmpty>{t("Nothing has this name.")}</CommandEmpty>
              {kinds.map(({ kind, heading, icon }) => (
                <OptionGroup
                  key={kind}
                  heading={t(heading)}
                  icon={icon}
                  options={options.filter((option) => option.kind === kind)}
                  chosen={chosen}
                  onToggle={toggle}
                />
              ))}
            </CommandList>
          </Command>
        </PopoverContent>
      </Popover>
    </div>
  );
}

interface GroupProps {
  heading: string;
  icon: LucideIcon;
  options: AudienceOption[];
  chosen: string[];
  onToggle: (id: string) => void;
}

function OptionGroup({ heading, icon: Icon, options, chosen, onToggle }: GroupProps) {
  const format = useFormat();
  if (options.length === 0) return null;
  return (
    <CommandGroup heading={heading}>
      {options.map((option) => (
        <CommandItem key={option.id} value={`${option.name} ${option.id}`} onSelect={() => onToggle(option.id)}>
          <Icon aria-hidden />
          <span className="min-w-0 flex-1 truncate">
            {option.name}
            {chosen.includes(option.id) ? <span className="sr-only"> {t("(chosen)")}</span> : null}
          </span>
          {option.count === null ? null : (
            <span className="text-muted-foreground text-xs tabular-nums">{format.number(option.count)}</span>
          )}
          <Check aria-hidden className={chosen.includes(option.id) ? "text-primary" : "invisible"} />
        </CommandItem>
      ))}
    </CommandGroup>
  );
}

function ChosenItem({ option, onRemove }: { option: AudienceOption; onRemove: () => void }) {
  const format = useFormat();
  const Icon = kinds.find(({ kind }) => kind === option.kind)?.icon ?? List;
  return (
    <li className="flex max-w-full items-center gap-2 rounded-md border bg-secondary py-1 ps-2.5 pe-1 text-sm">
      <Icon aria-hidden className="size-3.5 shrink-0 text-muted-foreground" />
      <span className="min-w-0 truncate font-medium">{option.name}</span>
      {option.count === null ? null : (
        <span className="text-muted-foreground text-xs tabular-nums">{format.number(option.count)}</span>
      )}
      <button
        type="button"
        aria-label={t("Remove {name}", { name: option.name })}
        onClick={onRemove}
        className="rounded-sm p-1 text-muted-foreground hover:bg-accent hover:text-foreground"
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </li>
  );
}
