import { Badge } from "@/components/ui/badge";
import type { BounceKind } from "@/lib/events/ledger/event-types";
import { categoryLabels } from "@/lib/feedback/bounce-rules/rule-categories.shared";
import { type BounceCategory, kindOfCategory } from "@/lib/feedback/classify/taxonomy.shared";
import { type Msg, msg, t } from "@/lib/language/t";

const styles: Record<BounceKind, { variant: "destructive" | "warning" | "info"; label: Msg }> = {
  hard: { variant: "destructive", label: msg("hard", "kind of bounce") },
  soft: { variant: "warning", label: msg("soft", "kind of bounce") },
  block: { variant: "info", label: msg("block", "kind of bounce") },
};

/** What a reply means, and which kind of bounce that is. */
export function CategoryBadge({ category }: { category: BounceCategory }) {
  const { variant, label } = styles[kindOfCategory[category]];
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      <span>{t(categoryLabels[category])}</span>
      <Badge variant={variant}>{t(label)}</Badge>
    </span>
  );
}
