import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/client/api";
import { routePath } from "@/lib/client/paths";
import type { InboxPage, MailDetail, SimulatorState } from "@/lib/run/mailbox/schema";

const base = "/api/app/mailbox";
const refreshMs = 3_000;
/** Someone who has scrolled this far is reading, not waiting for news. */
const pagesKeptFresh = 2;

export const mailboxKeys = { all: ["mailbox"] as const, simulator: ["mailbox", "simulator"] as const };

/** The inbox, newest first, page by page; the first pages refresh by themselves. */
export function inboxQuery(q: string) {
  return infiniteQueryOptions({
    queryKey: [...mailboxKeys.all, "messages", q],
    queryFn: ({ pageParam, signal }) =>
      api.get<InboxPage>(`${base}/messages`, { query: { q, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) <= pagesKeptFresh ? refreshMs : false),
  });
}

/** One mail; asked again while its recipient still has something to do. */
export function mailQuery(id: string) {
  return queryOptions({
    queryKey: [...mailboxKeys.all, "message", id],
    queryFn: ({ signal }) => api.get<MailDetail>(`${base}/messages/${id}`, { signal }),
    refetchInterval: ({ state }) => (state.data?.actions.some((action) => !action.doneAt) ? refreshMs : false),
  });
}

export const simulatorQuery = queryOptions({
  queryKey: mailboxKeys.simulator,
  queryFn: ({ signal }) => api.get<SimulatorState>(`${base}/simulator`, { signal }),
  refetchInterval: refreshMs,
});

export function putSpeed(speed: SimulatorState["speed"]): Promise<SimulatorState> {
  return api.put<SimulatorState>(`${base}/simulator`, { speed });
}

export function rawMailHref(id: string): string {
  return routePath("/api/app/mailbox/messages/[captureId]/raw", { captureId: id });
}
