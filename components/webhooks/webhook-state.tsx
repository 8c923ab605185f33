import { CircleCheck, CircleX, Clock } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { type DeliveryStatus, deliveryStatusLabels } from "@/lib/edges/webhooks/delivery-status.shared";
import type { WebhookView } from "@/lib/edges/webhooks/schema";
import { t } from "@/lib/language/t";

/** What needs somebody's attention, in a word; nothing when all is well. */
export function WebhookState({ webhook: { enabled, failingSince } }: { webhook: WebhookView }) {
  if (!enabled) return <Badge variant="secondary">{t("Disabled", undefined, "a webhook")}</Badge>;
  return failingSince ? <Badge variant="warning">{t("Failing")}</Badge> : null;
}

const styles = {
  pending: { icon: Clock, variant: "info" },
  delivered: { icon: CircleCheck, variant: "success" },
  failed: { icon: CircleX, variant: "destructive" },
} as const;

export function DeliveryStatusBadge({ status }: { status: DeliveryStatus }) {
  const { icon: Icon, variant } = styles[status];
  return (
    <Badge variant={variant}>
      <Icon aria-hidden />
      {t(deliveryStatusLabels[status])}
    </Badge>
  );
}
