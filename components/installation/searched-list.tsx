"use client";

import { type ComponentProps, Fragment, type ReactNode } from "react";
import { useUrlFilters } from "@/components/contacts/use-url-filters";
import { CursorPages } from "@/components/shell/cursor-pages";
import { EmptyState } from "@/components/ui/empty-state";
import { type Column, ListTable } from "@/components/ui/list-table";
import { SearchInput } from "@/components/ui/search-input";

/** A page of what was found. */
export interface Found<Item> {
  items: readonly Item[];
  nextCursor: string | null;
}

interface Props<Item> extends Found<Item> {
  search: { label: string; placeholder: string };
  /** Names the table for screen readers. */
  label: string;
  columns: readonly Column[];
  /** Stands where nothing is found. */
  empty: ComponentProps<typeof EmptyState>;
  row: (item: Item) => ReactNode;
}

/** A table of the installation that is searched by `query` and stepped through by `cursor`, both in the address. */
export function SearchedList<Item extends { id: string }>(props: Props<Item>) {
  const { items, nextCursor, search, label, columns, empty, row } = props;
  const url = useUrlFilters();
  return (
    <div className="grid gap-4">
      <SearchInput value={url.get("query")} onSearch={(query) => url.set({ query })} {...search} />
      {items.length === 0 ? (
        <EmptyState {...empty} />
      ) : (
        <div>
          <ListTable label={label} columns={columns}>
            {items.map((item) => (
              <Fragment key={item.id}>{row(item)}</Fragment>
            ))}
          </ListTable>
          <CursorPages nextCursor={nextCursor} />
        </div>
      )}
    </div>
  );
}
