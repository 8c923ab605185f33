"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSettled } from "@/lib/client/use-settled";
import type { FoundItem } from "@/lib/finder/schema";
import { useWorkspace } from "./workspace-provider";

/** What the workspace has that fits, asked for when typing pauses; `pending` until the answer to what stands there has come. */
export function useFinder(typed: string): { items: readonly FoundItem[]; pending: boolean; failed: boolean } {
  const { slug, api } = useWorkspace();
  const wanted = typed.trim().slice(0, 254).toWellFormed();
  const query = useSettled(wanted, 150);
  const { data, isFetching, isError } = useQuery({
    queryKey: ["finder", slug, query],
    queryFn: ({ signal }) => api.get<{ items: FoundItem[] }>("/finder", { query: { query }, signal }),
    enabled: query !== "",
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    retry: false,
  });
  const isAsked = wanted !== "" && query !== "";
  return { items: isAsked ? (data?.items ?? []) : [], pending: wanted !== query || isFetching, failed: isError };
}
