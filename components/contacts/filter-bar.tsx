"use client";

import { ListFilter, X } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { NativeSelect } from "@/components/ui/native-select";
import { SearchInput } from "@/components/ui/search-input";
import { type Msg, msg, t } from "@/lib/language/t";
import type { FieldItem } from "@/lib/people/contacts/fields";
import type { ViewItem } from "@/lib/people/views/views";
import { RuleFilter } from "./rule-filter";
import { useUrlFilters } from "./use-url-filters";
import { ViewMenu } from "./view-menu";

export interface FilterChoices {
  lists: { id: string; name: string }[];
  tags: { id: string; name: string }[];
  segments: { id: string; name: string }[];
  campaigns: { id: string; name: string }[];
  events: { name: string; properties: string[] }[];
  goals: { id: string; name: string }[];
}

const names = ["query", "list", "tag", "segment", "status", "suppressed", "rules", "view"];

interface FilterBarProps {
  choices: FilterChoices;
  fields: FieldItem[];
  /** Not given where the table is about one list. */
  views?: ViewItem[];
  /** The list that the table is about. */
  listId?: string;
}

/** Search and filters of a table of contacts; the list is no filter where the page is about one. */
export function FilterBar({ choices, fields, views, listId }: FilterBarProps) {
  const filters = useUrlFilters();
  const [open, setOpen] = useState(false);
  const any = names.some((name) => filters.get(name));
  const chosen = names.filter((name) => name !== "query" && filters.get(name)).length;
  const clear = () => filters.set(Object.fromEntries(names.map((name) => [name, null])));
  return (
    <search className="mb-4 flex flex-wrap items-center gap-2" aria-busy={filters.pending || undefined}>
      <SearchInput
        value={filters.get("query")}
        onSearch={(query) => filters.set({ query })}
        label={t("Search contacts")}
        placeholder={t("Part of a name or address")}
        className="sm:w-60"
      />
      {/* On a phone the people come first. */}
      <Button variant="outline" className="sm:hidden" aria-expanded={open} onClick={() => setOpen(!open)}>
        <ListFilter aria-hidden />
        {chosen > 0 ? t("Filters ({count})", { count: String(chosen) }) : t("Filters")}
      </Button>
      <div className={cn("flex w-full flex-wrap items-center gap-2 sm:contents", !open && "max-sm:hidden")}>
        {listId ? null : <Choice name="list" label={t("List")} all={t("Any list")} options={choices.lists} />}
        <Choice
          name="status"
          label={t("Status")}
          all={t("Any status")}
          options={said(listId ? statuses.slice(0, 3) : statuses)}
        />
        {choices.tags.length > 0 ? (
          <Choice name="tag" label={t("Tag")} all={t("Any tag")} options={choices.tags} />
        ) : null}
        {choices.segments.length > 0 ? (
          <Choice name="segment" label={t("Segment")} all={t("Any segment")} options={choices.segments} />
        ) : null}
        <Choice name="suppressed" label={t("Suppression")} all={t("Mailable or not")} options={said(suppressions)} />
        <RuleFilter choices={{ ...choices, fields }} listId={listId} />
        {views ? <ViewMenu views={views} /> : null}
        {any ? (
          <Button variant="ghost" size="sm" onClick={clear}>
            <X aria-hidden />
            {t("Clear")}
          </Button>
        ) : null}
      </div>
    </search>
  );
}

const statuses = [
  { id: "confirmed", name: msg("Subscribed") },
  { id: "pending", name: msg("Not confirmed yet") },
  { id: "unsubscribed", name: msg("Unsubscribed") },
  { id: "none", name: msg("On no list") },
];
const suppressions = [
  { id: "no", name: msg("Mailable") },
  { id: "yes", name: msg("Suppressed") },
];

const said = (options: readonly { id: string; name: Msg }[]) => options.map(({ id, name }) => ({ id, name: t(name) }));

interface ChoiceProps {
  name: string;
  label: string;
  all: string;
  options: { id: string; name: string }[];
}

function Choice({ name, label, all, options }: ChoiceProps) {
  const filters = useUrlFilters();
  const value = filters.get(name);
  return (
    <NativeSelect
      aria-label={label}
      className="w-[calc(50%-0.25rem)] sm:w-36"
      value={value}
      onChange={(event) => filters.set({ [name]: event.target.value })}
    >
      <option value="">{all}</option>
      {options.map((option) => (
        <option key={option.id} value={option.id}>
          {option.name}
        </option>
      ))}
    </NativeSelect>
  );
}
