"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { useState } from "react";
import { DateTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { toast } from "@/components/ui/toaster";
import { errorMessage } from "@/lib/client/api";
import type { CallView, EndpointView } from "@/lib/provider-hooks/schema";
import { CallSheet } from "./call-sheet";
import { CallStatusBadge } from "./call-status-badge";

const LIVE_MS = 3_000;

/** The last calls, live; each opens with its body and what it told. */
export function CallTable({ endpoint, initial }: { endpoint: EndpointView; initial: CallView[] }) {
  const { api } = useWorkspace();
  const [opened, setOpened] = useState<string | null>(null);
  const queryKey = ["provider-calls", endpoint.id];
  const { data: calls } = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<CallView[]>(`/provider-endpoints/${endpoint.id}/calls`, { signal }),
    initialData: initial,
    refetchInterval: LIVE_MS,
  });
  return (
    <Card>
      <CardHeader className="flex flex-wrap items-center justify-between gap-3">
        <div className="grid gap-1">
          <CardTitle>Last calls</CardTitle>
          <p className="text-muted-foreground text-sm">The newest 50; kept for 30 days.</p>
        </div>
        <ReplayParkedButton endpoint={endpoint} parked={calls.filter(({ status }) => status === "parked").length} />
      </CardHeader>
      <CardContent>
        {calls.length === 0 ? (
          <p className="rounded-lg border border-dashed px-4 py-8 text-center text-muted-foreground text-sm">
            Nothing came yet. Most providers have a button that sends a test event.
          </p>
        ) : (
          <Table label="Last calls">
            <TableHeader>
              <TableRow>
                <TableHead>When</TableHead>
                <TableHead>Outcome</TableHead>
                <TableHead className="w-full">What it told</TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {calls.map((call) => (
                <CallRow key={call.id} call={call} onOpen={() => setOpened(call.id)} />
              ))}
            </TableBody>
          </Table>
        )}
      </CardContent>
      <CallSheet callId={opened} listKey={queryKey} onClose={() => setOpened(null)} />
    </Card>
  );
}

function CallRow({ call, onOpen }: { call: CallView; onOpen: () => void }) {
  const { format } = useWorkspace();
  return (
    <TableRow className="relative">
      <TableCell>
        <button
          type="button"
          onClick={onOpen}
          className="text-start underline-offset-4 after:absolute after:inset-0 hover:underline"
          aria-label={`Open the call of ${format.dateTime(call.receivedAt)}`}
        >
          <DateTime value={call.receivedAt} />
        </button>
      </TableCell>
      <TableCell>
        <CallStatusBadge status={call.status} />
      </TableCell>
      <TableCell className="min-w-56 text-muted-foreground">{callWords(call, format.number)}</TableCell>
    </TableRow>
  );
}

function callWords(call: CallView, number: (value: number) => string): string {
  if (call.reason) return call.nextAttemptAt ? `${call.reason} It is tried again.` : call.reason;
  if (call.status === "received") return "In the queue";
  const events = call.eventCount ?? 0;
  if (events === 0) return "No event about a message";
  const words = events === 1 ? "1 event" : `${number(events)} events`;
  const matched = call.matchedCount ?? 0;
  if (matched === events) return words;
  return `${words}, ${matched === 0 ? "none" : `${number(matched)} of them`} about a message of this workspace`;
}

function ReplayParkedButton({ endpoint, parked }: { endpoint: EndpointView; parked: number }) {
  const { api, format } = useWorkspace();
  const client = useQueryClient();
  const replay = useMutation({
    mutationFn: () => api.post<{ replayed: number }>(`/provider-endpoints/${endpoint.id}/parked-calls`),
    onSuccess: ({ replayed }) => {
      toast.success(
        replayed === 1 ? "1 call is processed again" : `${format.number(replayed)} calls are processed again`,
      );
      return client.invalidateQueries({ queryKey: ["provider-calls", endpoint.id] });
    },
    onError: (error) => toast.error(errorMessage(error)),
  });
  if (parked === 0 && endpoint.parkedCount === 0) return null;
  return (
    <Button variant="outline" pending={replay.isPending} onClick={() => replay.mutate()}>
      <RotateCcw aria-hidden />
      Replay all parked
    </Button>
  );
}
