"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useWorkspace } from "@/components/shell/workspace-provider";
import type { TransportView } from "@/lib/sending/transports/transport-view";

const FAILING_MS = 5000;
const CALM_MS = 30_000;

/** The transports with their health, kept true while the page is open. */
export function useTransports(initial: TransportView[]): TransportView[] {
  const { api, slug } = useWorkspace();
  const { data } = useQuery({
    queryKey: ["transports", slug],
    queryFn: ({ signal }) => api.get<TransportView[]>("/transports", { signal }),
    initialData: initial,
    refetchInterval: (query) =>
      query.state.data?.some(({ health }) => health.state === "resting") ? FAILING_MS : CALM_MS,
  });
  return data;
}

/** Call it after a change: the list is read anew, and so is the page around it. */
export function useTransportsChanged(): () => void {
  const { slug } = useWorkspace();
  const queryClient = useQueryClient();
  const router = useRouter();
  return () => {
    void queryClient.invalidateQueries({ queryKey: ["transports", slug] });
    router.refresh();
  };
}
