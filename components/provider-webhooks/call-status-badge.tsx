import { CircleCheck, CircleX, Clock, Copy, TriangleAlert } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { CallStatus } from "@/lib/inbound/provider-webhooks/schema";

const styles = {
  received: { icon: Clock, label: "Waiting", variant: "info" },
  processed: { icon: CircleCheck, label: "Processed", variant: "success" },
  duplicate: { icon: Copy, label: "Known already", variant: "secondary" },
  refused: { icon: CircleX, label: "Refused", variant: "destructive" },
  parked: { icon: TriangleAlert, label: "Parked", variant: "warning" },
} as const;

export function CallStatusBadge({ status }: { status: CallStatus }) {
  const { icon: Icon, label, variant } = styles[status];
  return (
    <Badge variant={variant}>
      <Icon aria-hidden />
      {label}
    </Badge>
  );
}
