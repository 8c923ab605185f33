import { CircleCheck, CircleX, Clock, Copy, TriangleAlert } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { CallStatus } from "@/lib/inbound/provider-webhooks/schema";
import { msg, t } from "@/lib/language/t";

const styles = {
  received: { icon: Clock, label: msg("Waiting"), variant: "info" },
  processed: { icon: CircleCheck, label: msg("Processed", "a call"), variant: "success" },
  duplicate: { icon: Copy, label: msg("Known already", "a call"), variant: "secondary" },
  refused: { icon: CircleX, label: msg("Refused", "a call"), variant: "destructive" },
  parked: { icon: TriangleAlert, label: msg("Parked"), variant: "warning" },
} as const;

export function CallStatusBadge({ status }: { status: CallStatus }) {
  const { icon: Icon, label, variant } = styles[status];
  return (
    <Badge variant={variant}>
      <Icon aria-hidden />
      {t(label)}
    </Badge>
  );
}
