"use client";

import { useQuery } from "@tanstack/react-query";
import { useWorkspace } from "@/components/shell/workspace-provider";
import type { MergeTagChoice } from "@/lib/content/templates/queries";

/** The merge tags of the open workspace. */
export function useMergeTags(): { tags: MergeTagChoice[]; isPending: boolean } {
  const { slug, api } = useWorkspace();
  const { data, isPending } = useQuery({
    queryKey: ["merge-tags", slug],
    queryFn: () => api.get<{ tags: MergeTagChoice[] }>("/templates/merge-tags"),
    staleTime: 60_000,
  });
  return { tags: data?.tags ?? [], isPending };
}
