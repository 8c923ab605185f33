import { CircleAlert, CircleCheck, Clock, Inbox } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { msg, t } from "@/lib/language/t";
import type { DomainView } from "@/lib/sending/domains/queries";

const styles = {
  verified: { variant: "success", icon: CircleCheck, label: msg("Verified") },
  local: { variant: "info", icon: Inbox, label: msg("Embedded mailbox only") },
  pending: { variant: "warning", icon: Clock, label: msg("Waiting for DNS") },
  failing: { variant: "destructive", icon: CircleAlert, label: msg("DNS is broken") },
} as const;

export function DomainStatusBadge({ status }: { status: DomainView["status"] }) {
  const { variant, icon: Icon, label } = styles[status];
  return (
    <Badge variant={variant}>
      <Icon aria-hidden />
      {t(label)}
    </Badge>
  );
}
