import { Badge } from "@/components/ui/badge";
import { t } from "@/lib/language/t";
import { type SuppressionReason, suppressionReasonLabels } from "@/lib/people/suppressions/reasons.shared";

const STYLES: Partial<Record<SuppressionReason, "destructive" | "warning">> = {
  complaint: "destructive",
  hard_bounce: "destructive",
  soft_bounce: "warning",
  unsubscribe: "warning",
};

export function ReasonBadge({ reason }: { reason: SuppressionReason }) {
  return <Badge variant={STYLES[reason] ?? "secondary"}>{t(suppressionReasonLabels[reason])}</Badge>;
}
