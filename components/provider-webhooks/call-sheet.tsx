"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { DateTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Sheet, SheetContent, SheetDescription, SheetHeader, SheetTitle } from "@/components/ui/sheet";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toaster";
import { errorMessage } from "@/lib/client/api";
import type { CallDetails, ItemResult } from "@/lib/inbound/provider-webhooks/schema";
import { t } from "@/lib/language/t";
import { CallStatusBadge } from "./call-status-badge";
import { eventText } from "./event-text";

interface CallSheetProps {
  callId: string | null;
  /** Query of the list behind, which a replay changes too. */
  listKey: readonly string[];
  onClose: () => void;
}

/** One call: what each event in it became, and its body as it came. */
export function CallSheet({ callId, listKey, onClose }: CallSheetProps) {
  const { api } = useWorkspace();
  const query = useQuery({
    queryKey: ["provider-call", callId],
    queryFn: ({ signal }) => api.get<CallDetails>(`/provider-webhook-calls/${callId}`, { signal }),
    enabled: callId !== null,
    refetchInterval: ({ state }) => (state.data?.status === "received" ? 2_000 : false),
  });
  return (
    <Sheet open={callId !== null} onOpenChange={(open) => open || onClose()}>
      <SheetContent className="overflow-y-auto p-6 sm:max-w-xl">
        <SheetHeader className="p-0">
          <SheetTitle>{t("Call")}</SheetTitle>
          <SheetDescription>{query.data ? <DateTime value={query.data.receivedAt} /> : t("Loading")}</SheetDescription>
        </SheetHeader>
        {query.data ? <CallBody call={query.data} listKey={listKey} /> : <CallPlaceholder error={query.error} />}
      </SheetContent>
    </Sheet>
  );
}

function CallPlaceholder({ error }: { error: Error | null }) {
  if (error) return <Alert variant="destructive">{errorMessage(error)}</Alert>;
  return (
    <div className="grid gap-3">
      <Skeleton className="h-6 w-32" />
      <Skeleton className="h-40" />
    </div>
  );
}

function CallBody({ call, listKey }: { call: CallDetails; listKey: readonly string[] }) {
  return (
    <div className="grid gap-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <CallStatusBadge status={call.status} />
        {call.canReplay ? <ReplayButton call={call} listKey={listKey} /> : null}
      </div>
      {call.reason ? <Alert variant={call.status === "parked" ? "warning" : "default"}>{call.reason}</Alert> : null}
      {call.items.length > 0 ? (
        <section className="grid gap-3">
          <h3 className="font-medium text-sm">{t("What it reported")}</h3>
          <ul className="divide-y rounded-lg border">
            {call.items.map((item, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the events of a call never change their places
              <CallItem key={index} item={item} />
            ))}
          </ul>
        </section>
      ) : null}
      <section className="grid gap-2">
        <div className="flex items-center justify-between gap-3">
          <h3 className="font-medium text-sm">
            {t("Body, {count, plural, one {# byte} other {# bytes}}", { count: call.bodyBytes })}
          </h3>
          {call.body ? <CopyButton value={call.body} label={t("Copy the body")} /> : null}
        </div>
        {call.body === null ? (
          <p className="text-muted-foreground text-sm">{t("Not kept: the call was refused, or came before.")}</p>
        ) : (
          <pre
            className="max-h-96 overflow-auto whitespace-pre-wrap break-all rounded-lg bg-muted p-3 font-mono text-xs"
            dir="ltr"
          >
            {pretty(call.body)}
          </pre>
        )}
      </section>
      <CallHeaders headers={call.headers} />
    </div>
  );
}

function CallItem({ item }: { item: ItemResult }) {
  return (
    <li className="grid gap-1 p-3 text-sm">
      <div className="flex flex-wrap items-center gap-2">
        <span className="font-medium">{item.type ? eventText(item.type) : t("No event")}</span>
        <Badge variant="outline" className="font-normal">
          {item.name}
        </Badge>
        {item.likely ? <Badge variant="warning">{t("Likely, not certain")}</Badge> : null}
      </div>
      <div className="grid gap-0.5 text-muted-foreground text-xs">
        {item.recipient ? <span className="break-all">{item.recipient}</span> : null}
        {item.occurredAt ? <DateTime value={item.occurredAt} /> : null}
        {item.messageId ? <span className="break-all font-mono">{item.messageId}</span> : null}
        {item.note ? <span>{item.note}</span> : null}
      </div>
    </li>
  );
}

function CallHeaders({ headers }: { headers: Record<string, string> }) {
  const entries = Object.entries(headers);
  if (entries.length === 0) return null;
  return (
    <section className="grid gap-2">
      <h3 className="font-medium text-sm">{t("Headers")}</h3>
      <dl className="grid gap-1 text-xs" dir="ltr">
        {entries.map(([name, value]) => (
          <div key={name} className="grid gap-x-3 sm:grid-cols-[12rem_minmax(0,1fr)]">
            <dt className="break-all text-muted-foreground">{name}</dt>
            <dd className="break-all font-mono">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function ReplayButton({ call, listKey }: { call: CallDetails; listKey: readonly string[] }) {
  const { api } = useWorkspace();
  const client = useQueryClient();
  const replay = useMutation({
    mutationFn: () => api.post(`/provider-webhook-calls/${call.id}/replay`),
    onSuccess: async () => {
      toast.success(t("The call is processed again. What it reported before is not counted twice."));
      await Promise.all([
        client.invalidateQueries({ queryKey: ["provider-call", call.id] }),
        client.invalidateQueries({ queryKey: listKey }),
      ]);
    },
    onError: (error) => toast.error(errorMessage(error)),
  });
  return (
    <Button variant="outline" size="sm" pending={replay.isPending} onClick={() => replay.mutate()}>
      <RotateCcw aria-hidden />
      {t("Replay")}
    </Button>
  );
}

/** JSON with its lines; everything else as it came. */
function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
