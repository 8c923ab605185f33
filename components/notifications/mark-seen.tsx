"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";

/** Marks what the page shows as seen once it is open; what was new stays marked until the next visit. */
export function MarkSeen({ ids }: { ids: string[] }) {
  const { api, slug } = useWorkspace();
  const queryClient = useQueryClient();
  const all = ids.join(",");
  useEffect(() => {
    if (all === "") return;
    api.put("/notifications/seen", { notificationIds: all.split(",") }).then(
      () => queryClient.invalidateQueries({ queryKey: ["notifications", slug] }),
      // They stay unseen and are marked at the next visit.
      () => undefined,
    );
  }, [all, api, slug, queryClient]);
  return null;
}
