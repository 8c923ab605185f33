"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { DateTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { toast } from "@/components/ui/toaster";
import { errorMessage } from "@/lib/client/api";
import type { CallView, EndpointView } from "@/lib/inbound/provider-webhooks/schema";
import { t } from "@/lib/language/t";
import { CallSheet } from "./call-sheet";
import { CallStatusBadge } from "./call-status-badge";

const LIVE_MS = 3_000;

/** The last calls, live; each opens with its body and what it reported. */
export function CallTable({ endpoint, initial }: { endpoint: EndpointView; initial: CallView[] }) {
  const { api } = useWorkspace();
  const [opened, setOpened] = useState<string | null>(null);
  const queryKey = ["provider-webhook-calls", endpoint.id];
  const { data: calls } = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<CallView[]>(`/provider-webhooks/${endpoint.id}/calls`, { signal }),
    initialData: initial,
    refetchInterval: LIVE_MS,
  });
  return (
    <Card>
      <CardHeader className="flex flex-wrap items-center justify-between gap-3">
        <div className="grid gap-1">
          <CardTitle>{t("Last calls")}</CardTitle>
          <p className="text-muted-foreground text-sm">{t("The newest 50; old ones are deleted.")}</p>
        </div>
        <ReplayParkedButton endpoint={endpoint} parked={calls.filter(({ status }) => status === "parked").length} />
      </CardHeader>
      <CardContent>
        {calls.length === 0 ? (
          <p className="rounded-lg border border-dashed px-4 py-8 text-center text-muted-foreground text-sm">
            {t("Nothing came yet. Most providers have a button that sends a test event.")}
          </p>
        ) : (
          <ul aria-label={t("Last calls")} className="-mx-2 divide-y">
            {calls.map((call) => (
              <CallRow key={call.id} call={call} onOpen={() => setOpened(call.id)} />
            ))}
          </ul>
        )}
      </CardContent>
      <CallSheet callId={opened} listKey={queryKey} onClose={() => setOpened(null)} />
    </Card>
  );
}

function CallRow({ call, onOpen }: { call: CallView; onOpen: () => void }) {
  const { format } = useWorkspace();
  return (
    <li className="relative grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1.5 rounded-md px-2 py-3 text-sm transition-colors hover:bg-muted/60 sm:grid-cols-[9.5rem_8rem_minmax(0,1fr)] sm:items-center">
      <button
        type="button"
        onClick={onOpen}
        className="col-start-1 row-start-1 w-fit text-start after:absolute after:inset-0 after:rounded-md focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-ring"
        aria-label={t("Open the call of {when}", { when: format.dateTime(call.receivedAt) })}
      >
        <DateTime value={call.receivedAt} />
      </button>
      <span className="col-start-2 row-start-1 justify-self-end sm:justify-self-start">
        <CallStatusBadge status={call.status} />
      </span>
      <span className="col-span-2 min-w-0 break-words text-muted-foreground sm:col-span-1">
        {callText(call, format.number)}
      </span>
    </li>
  );
}

function callText(call: CallView, number: (value: number) => string): string {
  if (call.reason) return call.nextAttemptAt ? t("{reason} It is tried again.", { reason: call.reason }) : call.reason;
  if (call.status === "received") return t("In the queue");
  const count = call.eventCount ?? 0;
  if (count === 0) return t("No event about a message");
  const matched = call.matchedCount ?? 0;
  if (matched === count) return t("{count, plural, one {# event} other {# events}}", { count });
  if (matched === 0)
    return t(
      "{count, plural, one {# event, none about a message of this workspace} other {# events, none about a message of this workspace}}",
      { count },
    );
  return t(
    "{count, plural, one {# event, {matched} of them about a message of this workspace} other {# events, {matched} of them about a message of this workspace}}",
    { count, matched: number(matched) },
  );
}

function ReplayParkedButton({ endpoint, parked }: { endpoint: EndpointView; parked: number }) {
  const { api } = useWorkspace();
  const client = useQueryClient();
  const router = useRouter();
  const replay = useMutation({
    mutationFn: () => api.post<{ replayed: number }>(`/provider-webhooks/${endpoint.id}/parked-calls`),
    onSuccess: ({ replayed }) => {
      toast.success(
        t("{count, plural, one {# call is processed again} other {# calls are processed again}}", { count: replayed }),
      );
      router.refresh();
      return client.invalidateQueries({ queryKey: ["provider-webhook-calls", endpoint.id] });
    },
    onError: (error) => toast.error(errorMessage(error)),
  });
  if (parked === 0 && endpoint.parkedCount === 0) return null;
  return (
    <Button variant="outline" pending={replay.isPending} onClick={() => replay.mutate()}>
      <RotateCcw aria-hidden />
      {t("Replay all parked")}
    </Button>
  );
}
