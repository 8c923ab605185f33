"use client";

import { useQuery } from "@tanstack/react-query";
import { Check, Plus, X } from "lucide-react";
import { useState } from "react";
import { t } from "@/lib/language/t";
import { Badge } from "./badge";
import { Button } from "./button";
import { Command, CommandGroup, CommandInput, CommandItem, CommandList } from "./command";
import { Popover, PopoverContent, PopoverTrigger } from "./popover";

export interface NamePickerProps {
  /** The names that are chosen. */
  value: readonly string[];
  onChange: (names: string[]) => void;
  /** One at most: a second choice takes the place of the first. */
  single?: boolean;
}

interface Props extends NamePickerProps {
  /** What is named. */
  noun: "tag" | "label";
  /** Of the longest name that can be made. */
  maxLength: number;
  /** Where the names in use come from. */
  known: { queryKey: readonly string[]; load: (signal: AbortSignal) => Promise<string[]> };
}

/** Chooses among the names there are, and makes new ones: "VIP" and "vip " are one, which a field to type in hides. */
export function NamePicker({ value, onChange, single = false, noun, maxLength, known }: Props) {
  const [open, setOpen] = useState(false);
  const add = (name: string) => {
    onChange(single ? [name] : [...value, name]);
    if (single) setOpen(false);
  };
  const remove = (name: string) => onChange(value.filter((one) => one !== name));
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {value.map((name) => (
        <Badge key={name} variant="outline">
          {name}
          <button
            type="button"
            aria-label={t("{noun, select, tag {Remove the tag {name}} other {Remove the label {name}}}", {
              noun,
              name,
            })}
            className="-me-1 rounded-full p-0.5 hover:bg-accent"
            onClick={() => remove(name)}
          >
            <X aria-hidden className="size-3" />
          </button>
        </Badge>
      ))}
      <Popover open={open} onOpenChange={setOpen}>
        <PopoverTrigger asChild>
          <Button variant="outline" size="sm">
            <Plus aria-hidden />
            {buttonText(noun, single, value.length > 0)}
          </Button>
        </PopoverTrigger>
        <PopoverContent className="w-72 p-0" align="start" aria-label={chooseText(noun)}>
          <NameList
            noun={noun}
            maxLength={maxLength}
            known={known}
            value={value}
            onToggle={(name) => (value.includes(name) ? remove(name) : add(name))}
          />
        </PopoverContent>
      </Popover>
    </div>
  );
}

const chooseText = (noun: Props["noun"]) => t("{noun, select, tag {Choose a tag} other {Choose a label}}", { noun });

function buttonText(noun: Props["noun"], single: boolean, isChosen: boolean): string {
  if (!single) return t("{noun, select, tag {Add tags} other {Add labels}}", { noun });
  return isChosen ? t("{noun, select, tag {Another tag} other {Another label}}", { noun }) : chooseText(noun);
}

const folded = (name: string) => name.trim().toLowerCase();

interface NameListProps extends Pick<Props, "noun" | "maxLength" | "known" | "value"> {
  onToggle: (name: string) => void;
}

function NameList({ noun, maxLength, known, value, onToggle }: NameListProps) {
  const [search, setSearch] = useState("");
  const { data } = useQuery({ queryKey: known.queryKey, queryFn: ({ signal }) => known.load(signal) });
  const names = [...new Set([...(data ?? []), ...value])];
  const found = names.filter((name) => folded(name).includes(folded(search)));
  const wanted = search.trim().slice(0, maxLength);
  const isNew = wanted !== "" && !names.some((name) => folded(name) === folded(wanted));
  return (
    <Command shouldFilter={false}>
      <CommandInput
        value={search}
        onValueChange={setSearch}
        maxLength={maxLength}
        placeholder={t("{noun, select, tag {Find or make a tag…} other {Find or make a label…}}", { noun })}
        aria-label={t("{noun, select, tag {Find or make a tag} other {Find or make a label}}", { noun })}
      />
      <CommandList>
        <CommandGroup>
          {found.slice(0, 50).map((name) => (
            <CommandItem key={name} value={`name ${name}`} onSelect={() => onToggle(name)}>
              <Check aria-hidden className={value.includes(name) ? "size-4" : "size-4 opacity-0"} />
              <span className="min-w-0 flex-1 truncate">{name}</span>
              {value.includes(name) ? <span className="sr-only">{t("chosen")}</span> : null}
            </CommandItem>
          ))}
          {isNew ? (
            <CommandItem
              value="make"
              onSelect={() => {
                onToggle(wanted);
                setSearch("");
              }}
            >
              <Plus aria-hidden className="size-4" />
              <span className="min-w-0 flex-1 truncate">{t("Make “{wanted}”", { wanted })}</span>
            </CommandItem>
          ) : null}
        </CommandGroup>
      </CommandList>
      {found.length === 0 && !isNew ? (
        <p className="px-4 pb-4 text-muted-foreground text-sm">
          {t(
            "{noun, select, tag {There are no tags yet. Type the name of the first.} other {There are no labels yet. Type the name of the first.}}",
            { noun },
          )}
        </p>
      ) : null}
    </Command>
  );
}
