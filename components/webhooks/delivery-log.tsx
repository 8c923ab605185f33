"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { DateTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { NativeSelect } from "@/components/ui/native-select";
import {
  type DeliveryStatus,
  deliveryStatuses,
  deliveryStatusLabels,
} from "@/lib/edges/webhooks/delivery-status.shared";
import type { DeliveryPage, DeliveryView, WebhookView } from "@/lib/edges/webhooks/schema";
import { tryProblem } from "@/lib/edges/webhooks/try-problem.shared";
import { t } from "@/lib/language/t";
import { deliveriesKey } from "./delivery-queries";
import { DeliverySheet } from "./delivery-sheet";
import { ReplayDialog } from "./replay-dialog";
import { DeliveryStatusBadge } from "./webhook-state";

const LIVE_MS = 3_000;

/** The deliveries of a webhook, live while only the first page is shown; each opens with request and answer. */
export function DeliveryLog({ webhook, first }: { webhook: WebhookView; first: DeliveryPage }) {
  const { can } = useWorkspace();
  const [status, setStatus] = useState<DeliveryStatus | "">("");
  const [opened, setOpened] = useState<string | null>(null);
  const { rows, more } = useDeliveries(webhook.id, status, first);
  return (
    <Card>
      <CardHeader className="flex flex-wrap items-center justify-between gap-3">
        <div className="grid gap-1">
          <CardTitle>{t("Deliveries")}</CardTitle>
          <p className="text-muted-foreground text-sm">{t("By when the event happened; kept for some weeks.")}</p>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <NativeSelect
            aria-label={t("Status")}
            className="w-36"
            value={status}
            onChange={(event) => setStatus(event.target.value as DeliveryStatus | "")}
          >
            <option value="">{t("All", undefined, "deliveries")}</option>
            {deliveryStatuses.map((each) => (
              <option key={each} value={each}>
                {t(deliveryStatusLabels[each])}
              </option>
            ))}
          </NativeSelect>
          {can("webhooks.write") && webhook.enabled ? <ReplayDialog webhook={webhook} /> : null}
        </div>
      </CardHeader>
      <CardContent className="grid gap-4">
        {rows.length === 0 ? (
          <p className="rounded-lg border border-dashed px-4 py-8 text-center text-muted-foreground text-sm">
            {status === ""
              ? t("Nothing was sent yet. Send a test to see what arrives.")
              : t("No delivery stands there.")}
          </p>
        ) : (
          <ul aria-label={t("Deliveries")} className="-mx-2 divide-y">
            {rows.map((delivery) => (
              <DeliveryRow key={delivery.id} delivery={delivery} onOpen={() => setOpened(delivery.id)} />
            ))}
          </ul>
        )}
        {more ? (
          <Button variant="outline" className="w-fit justify-self-center" pending={more.pending} onClick={more.load}>
            {t("Show older ones")}
          </Button>
        ) : null}
      </CardContent>
      <DeliverySheet webhook={webhook} deliveryId={opened} onClose={() => setOpened(null)} />
    </Card>
  );
}

function useDeliveries(webhookId: string, status: DeliveryStatus | "", first: DeliveryPage) {
  const { api } = useWorkspace();
  const query = useInfiniteQuery({
    queryKey: [...deliveriesKey(webhookId), status],
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams({ ...(status && { status }), ...(pageParam && { cursor: pageParam }) });
      return api.get<DeliveryPage>(`/webhooks/${webhookId}/deliveries?${search}`, { signal });
    },
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
    ...(status === "" && { initialData: { pages: [first], pageParams: [""] } }),
    refetchInterval: ({ state }) => (state.data && state.data.pages.length > 1 ? false : LIVE_MS),
  });
  return {
    rows: query.data?.pages.flatMap(({ deliveries }) => deliveries) ?? [],
    more: query.hasNextPage ? { pending: query.isFetchingNextPage, load: () => void query.fetchNextPage() } : null,
  };
}

function DeliveryRow({ delivery, onOpen }: { delivery: DeliveryView; onOpen: () => void }) {
  return (
    <li className="relative grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1.5 rounded-md px-2 py-3 text-sm transition-colors hover:bg-muted/60 sm:grid-cols-[13rem_7.5rem_minmax(0,1fr)_auto] sm:items-center">
      <button
        type="button"
        onClick={onOpen}
        className="col-start-1 row-start-1 min-w-0 truncate text-start after:absolute after:inset-0 after:rounded-md focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-ring"
      >
        {delivery.eventType ? (
          <code className="text-xs">{delivery.eventType}</code>
        ) : (
          <span className="text-xs">{t("no longer kept")}</span>
        )}
      </button>
      <span className="col-start-2 row-start-1 justify-self-end sm:justify-self-start">
        <DeliveryStatusBadge status={delivery.status} />
      </span>
      <span className="col-span-2 min-w-0 break-words text-muted-foreground sm:col-span-1">
        <DeliveryText delivery={delivery} />
      </span>
      <span className="col-span-2 text-muted-foreground text-xs sm:col-span-1 sm:text-end">
        <DateTime value={delivery.lastAttemptAt ?? delivery.createdAt} />
      </span>
    </li>
  );
}

function DeliveryText({ delivery }: { delivery: DeliveryView }) {
  const { format } = useWorkspace();
  const { status, statusCode, tookMs, attempts, nextAttemptAt } = delivery;
  if (status === "delivered") {
    const values = { status: String(statusCode), duration: format.number(tookMs ?? 0) };
    return attempts > 1
      ? t("{status} in {duration} ms, {count, plural, one {# try} other {# tries}}", { ...values, count: attempts })
      : t("{status} in {duration} ms", values);
  }
  if (attempts === 0) return t("In the queue");
  const problem = tryProblem(delivery) ?? "";
  return nextAttemptAt
    ? t("{problem} {count, plural, one {# try} other {# tries}}. Next try {when}.", {
        problem,
        count: attempts,
        when: format.dateTime(nextAttemptAt),
      })
    : t("{problem} {count, plural, one {# try} other {# tries}}.", { problem, count: attempts });
}
