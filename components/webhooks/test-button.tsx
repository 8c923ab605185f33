"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toaster";
import { errorMessage } from "@/lib/client/api";
import type { WebhookView } from "@/lib/edges/webhooks/schema";
import { t } from "@/lib/language/t";
import { deliveriesKey } from "./delivery-queries";
import { DeliverySheet } from "./delivery-sheet";

/** Sends a made-up event and shows what was answered. */
export function TestButton({ webhook }: { webhook: WebhookView }) {
  const { api } = useWorkspace();
  const client = useQueryClient();
  const [opened, setOpened] = useState<string | null>(null);
  const test = useMutation({
    mutationFn: () => api.post<{ deliveryId: string }>(`/webhooks/${webhook.id}/test`, {}),
    onSuccess: ({ deliveryId }) => {
      setOpened(deliveryId);
      return client.invalidateQueries({ queryKey: deliveriesKey(webhook.id) });
    },
    onError: (error) => toast.error(errorMessage(error)),
  });
  return (
    <>
      <Button variant="outline" disabled={!webhook.enabled} pending={test.isPending} onClick={() => test.mutate()}>
        <Send aria-hidden />
        {t("Send a test")}
      </Button>
      <DeliverySheet webhook={webhook} deliveryId={opened} onClose={() => setOpened(null)} />
    </>
  );
}
