"use client";

import type { ComponentProps, ReactNode } from "react";
import { useUrlFilters } from "@/components/contacts/use-url-filters";
import { CursorPages } from "@/components/shell/cursor-pages";
import { EmptyState } from "@/components/ui/empty-state";
import { type Column, ListTable } from "@/components/ui/list-table";
import { SearchInput } from "@/components/ui/search-input";

interface Props {
  search: { label: string; placeholder: string };
  /** Names the table for screen readers. */
  label: string;
  columns: readonly Column[];
  /** Stands where nothing is found. */
  empty: ComponentProps<typeof EmptyState>;
  nextCursor: string | null;
  /** The rows; none: nothing is found. */
  children: readonly ReactNode[];
}

/** A table of the installation that is searched by `query` and stepped through by `cursor`, both in the address. */
export function SearchedList({ search, label, columns, empty, nextCursor, children }: Props) {
  const url = useUrlFilters();
  return (
    <>
      <SearchInput value={url.get("query")} onSearch={(query) => url.set({ query })} {...search} />
      {children.length === 0 ? (
        <EmptyState {...empty} />
      ) : (
        <div>
          <ListTable label={label} columns={columns}>
            {children}
          </ListTable>
          <CursorPages nextCursor={nextCursor} />
        </div>
      )}
    </>
  );
}
