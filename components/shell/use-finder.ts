"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { rankMatch } from "@/lib/base/text/rank-match.shared";
import { useSettled } from "@/lib/client/use-settled";
import type { FoundItem } from "@/lib/finder/schema";
import { useWorkspace } from "./workspace-provider";

/** What the workspace has that fits, asked for when typing pauses; `pending` until the answer to what stands there has come. */
export function useFinder(typed: string): { items: readonly FoundItem[]; pending: boolean; failed: boolean } {
  const { slug, api } = useWorkspace();
  const wanted = typed.trim().slice(0, 254).toWellFormed();
  const query = useSettled(wanted, 150);
  const { data, isFetching, isError, isPlaceholderData } = useQuery({
    queryKey: ["finder", slug, query],
    queryFn: ({ signal }) => api.get<{ items: FoundItem[] }>("/finder", { query: { query }, signal }),
    enabled: query !== "",
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    retry: false,
  });
  const isAsked = wanted !== "" && query !== "";
  const items = isAsked ? (data?.items ?? []) : [];
  const isOld = wanted !== query || isPlaceholderData;
  return {
    items: isOld ? stillFitting(items, wanted) : items,
    pending: wanted !== query || isFetching,
    failed: isError,
  };
}

/** Of what was found for something else that was typed: Enter must not open what has nothing to do with what stands there now. */
export function stillFitting(items: readonly FoundItem[], typed: string): FoundItem[] {
  return items.flatMap((item) => {
    const fit = rankMatch(item.label, typed) ?? rankMatch(`${item.label} ${item.detail}`, typed);
    return fit === null ? [] : [{ ...item, rank: fit }];
  });
}
