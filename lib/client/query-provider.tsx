"use client";

import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { outerPath } from "@/lib/client/paths";
import { ApiError } from "./api";

/**
 * A session that ended while the page was open: sign in again and come back here. A workspace that asks for a second factor
 * since the page was opened: set one up and come back.
 */
function leaveWhenSignedOut(error: unknown): void {
  if (!(error instanceof ApiError)) return;
  const next = window.location.pathname + window.location.search;
  if (error.code === "second_factor_required") window.location.assign(outerPath("/second-factor", { next }));
  if (error.code !== "unauthenticated" || window.location.pathname.startsWith(outerPath("/sign-in"))) return;
  window.location.assign(outerPath("/sign-in", { next }));
}

/** Only what may help is tried again: no answer, or a failing server. */
function worthRetrying(failures: number, error: unknown): boolean {
  if (failures >= 2) return false;
  return !(error instanceof ApiError) || error.status === 0 || error.status >= 500;
}

function newQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
    mutationCache: new MutationCache({ onError: leaveWhenSignedOut }),
    defaultOptions: { queries: { staleTime: 10_000, retry: worthRetrying }, mutations: { retry: false } },
  });
}

export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(newQueryClient);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
