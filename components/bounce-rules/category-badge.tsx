import { Badge } from "@/components/ui/badge";
import type { BounceKind } from "@/lib/events/ledger/event-types";
import { categoryLabels } from "@/lib/feedback/bounce-rules/rule-categories.shared";
import { type BounceCategory, kindOfCategory } from "@/lib/feedback/classify/taxonomy.shared";

const styles: Record<BounceKind, { variant: "destructive" | "warning" | "info"; label: string }> = {
  hard: { variant: "destructive", label: "hard" },
  soft: { variant: "warning", label: "soft" },
  block: { variant: "info", label: "block" },
};

/** What a reply means, and which kind of bounce that is. */
export function CategoryBadge({ category }: { category: BounceCategory }) {
  const { variant, label } = styles[kindOfCategory[category]];
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      <span>{categoryLabels[category]}</span>
      <Badge variant={variant}>{label}</Badge>
    </span>
  );
}
