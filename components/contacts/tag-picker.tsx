"use client";

import { useQuery } from "@tanstack/react-query";
import { Check, Plus, X } from "lucide-react";
import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Command, CommandGroup, CommandInput, CommandItem, CommandList } from "@/components/ui/command";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";

const longest = 60;

interface TagPickerProps {
  /** Names of the tags that are chosen. */
  value: readonly string[];
  onChange: (tags: string[]) => void;
  /** One at most: a second choice takes the place of the first. */
  single?: boolean;
}

/** Chooses among the tags there are, and makes new ones by their name: "VIP" and "vip " are one tag, which a field to type in hides. */
export function TagPicker({ value, onChange, single = false }: TagPickerProps) {
  const [open, setOpen] = useState(false);
  const add = (tag: string) => {
    onChange(single ? [tag] : [...value, tag]);
    if (single) setOpen(false);
  };
  const remove = (tag: string) => onChange(value.filter((one) => one !== tag));
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {value.map((tag) => (
        <Badge key={tag} variant="outline">
          {tag}
          <button
            type="button"
            aria-label={`Remove the tag ${tag}`}
            className="-me-1 rounded-full p-0.5 hover:bg-accent"
            onClick={() => remove(tag)}
          >
            <X aria-hidden className="size-3" />
          </button>
        </Badge>
      ))}
      <Popover open={open} onOpenChange={setOpen}>
        <PopoverTrigger asChild>
          <Button variant="outline" size="sm">
            <Plus aria-hidden />
            {single ? (value.length > 0 ? "Another tag" : "Choose a tag") : "Add tags"}
          </Button>
        </PopoverTrigger>
        <PopoverContent className="w-72 p-0" align="start" aria-label="Tags">
          <TagList value={value} onToggle={(tag) => (value.includes(tag) ? remove(tag) : add(tag))} />
        </PopoverContent>
      </Popover>
    </div>
  );
}

const folded = (name: string) => name.trim().toLowerCase();

function TagList({ value, onToggle }: { value: readonly string[]; onToggle: (tag: string) => void }) {
  const { api, slug } = useWorkspace();
  const [search, setSearch] = useState("");
  const { data } = useQuery({
    queryKey: ["tags", slug],
    queryFn: ({ signal }) => api.get<{ items: { id: string; name: string }[] }>("/tags", { signal }),
  });
  const known = [...new Set([...(data?.items ?? []).map(({ name }) => name), ...value])];
  const found = known.filter((name) => folded(name).includes(folded(search)));
  const wanted = search.trim().slice(0, longest);
  const isNew = wanted !== "" && !known.some((name) => folded(name) === folded(wanted));
  return (
    <Command shouldFilter={false}>
      <CommandInput
        value={search}
        onValueChange={setSearch}
        maxLength={longest}
        placeholder="Find or make a tag…"
        aria-label="Find or make a tag"
      />
      <CommandList>
        <CommandGroup>
          {found.slice(0, 50).map((name) => (
            <CommandItem key={name} value={`tag ${name}`} onSelect={() => onToggle(name)}>
              <Check aria-hidden className={value.includes(name) ? "size-4" : "size-4 opacity-0"} />
              <span className="min-w-0 flex-1 truncate">{name}</span>
              {value.includes(name) ? <span className="sr-only">chosen</span> : null}
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
              <span className="min-w-0 flex-1 truncate">Make “{wanted}”</span>
            </CommandItem>
          ) : null}
        </CommandGroup>
      </CommandList>
      {found.length === 0 && !isNew ? (
        <p className="px-4 pb-4 text-muted-foreground text-sm">There are no tags yet. Type the name of the first.</p>
      ) : null}
    </Command>
  );
}
