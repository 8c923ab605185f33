"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { DateTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Sheet, SheetContent, SheetDescription, SheetHeader, SheetTitle } from "@/components/ui/sheet";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toaster";
import { errorMessage } from "@/lib/client/api";
import type { DeliveryDetails, WebhookView } from "@/lib/edges/webhooks/schema";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";
import { deliveriesKey } from "./delivery-queries";
import { DeliveryTryItem } from "./delivery-try-item";
import { DeliveryStatusBadge } from "./webhook-state";

interface Props {
  webhook: WebhookView;
  deliveryId: string | null;
  onClose: () => void;
}

const detailsKey = (deliveryId: string | null) => ["webhook-delivery", deliveryId] as const;

/** One delivery: what is sent, and every try with its answer; looked at again while it waits. */
export function DeliverySheet({ webhook, deliveryId, onClose }: Props) {
  const { api } = useWorkspace();
  const query = useQuery({
    queryKey: detailsKey(deliveryId),
    queryFn: ({ signal }) => api.get<DeliveryDetails>(`/webhook-deliveries/${deliveryId}`, { signal }),
    enabled: deliveryId !== null,
    refetchInterval: ({ state }) => (state.data?.status === "pending" ? 1_000 : false),
  });
  return (
    <Sheet open={deliveryId !== null} onOpenChange={(open) => open || onClose()}>
      <SheetContent className="overflow-y-auto p-6 sm:max-w-xl">
        <SheetHeader className="p-0">
          <SheetTitle>{query.data?.eventType ?? t("Delivery")}</SheetTitle>
          <SheetDescription className="break-all font-mono text-xs">
            {query.data?.eventId ?? t("Loading")}
          </SheetDescription>
        </SheetHeader>
        {query.data ? <Details webhook={webhook} delivery={query.data} /> : <Placeholder error={query.error} />}
      </SheetContent>
    </Sheet>
  );
}

function Placeholder({ error }: { error: Error | null }) {
  if (error) return <Alert variant="destructive">{errorMessage(error)}</Alert>;
  return (
    <div className="grid gap-3">
      <Skeleton className="h-6 w-32" />
      <Skeleton className="h-40" />
    </div>
  );
}

function Details({ webhook, delivery }: { webhook: WebhookView; delivery: DeliveryDetails }) {
  const { can } = useWorkspace();
  const { status, nextAttemptAt, body, tries } = delivery;
  const mayReplay = can("webhooks.write") && webhook.enabled && status !== "pending" && body !== null;
  return (
    <div className="grid gap-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <DeliveryStatusBadge status={status} />
        {mayReplay ? <ReplayButton webhook={webhook} delivery={delivery} /> : null}
      </div>
      {nextAttemptAt && tries.length > 0 ? (
        <p className="text-sm">{rich("Next try <when></when>", { when: () => <DateTime value={nextAttemptAt} /> })}</p>
      ) : null}
      <section className="grid gap-3">
        <h3 className="font-medium text-sm">{t("Tries")}</h3>
        {tries.length === 0 ? (
          <p className="text-muted-foreground text-sm">
            {status === "pending" ? t("A worker takes it within seconds.") : t("None.")}
          </p>
        ) : (
          <ul className="divide-y rounded-lg border">
            {tries.map((each) => (
              <DeliveryTryItem key={each.at} made={each} eventId={delivery.eventId} />
            ))}
          </ul>
        )}
      </section>
      <section className="grid gap-2">
        <div className="flex items-center justify-between gap-3">
          <h3 className="font-medium text-sm">{t("Body")}</h3>
          {body ? <CopyButton value={body} label={t("Copy the body")} /> : null}
        </div>
        {body === null ? (
          <p className="text-muted-foreground text-sm">
            {t("No longer kept: its time was over, or its person was erased.")}
          </p>
        ) : (
          <pre
            className="max-h-96 overflow-auto whitespace-pre-wrap break-all rounded-lg bg-muted p-3 font-mono text-xs"
            dir="ltr"
          >
            {JSON.stringify(JSON.parse(body), null, 2)}
          </pre>
        )}
      </section>
    </div>
  );
}

function ReplayButton({ webhook, delivery }: { webhook: WebhookView; delivery: DeliveryDetails }) {
  const { api } = useWorkspace();
  const client = useQueryClient();
  const replay = useMutation({
    mutationFn: () => api.post(`/webhooks/${webhook.id}/replay`, { deliveryIds: [delivery.id] }),
    onSuccess: async () => {
      toast.success(t("It is sent once more, with the same id."));
      await Promise.all([
        client.invalidateQueries({ queryKey: detailsKey(delivery.id) }),
        client.invalidateQueries({ queryKey: deliveriesKey(webhook.id) }),
      ]);
    },
    onError: (error) => toast.error(errorMessage(error)),
  });
  return (
    <Button variant="outline" size="sm" pending={replay.isPending} onClick={() => replay.mutate()}>
      <RotateCcw aria-hidden />
      {t("Replay", undefined, "to send events once more")}
    </Button>
  );
}
