import { Badge } from "@/components/ui/badge";
import type { BounceKind } from "@/lib/events/ledger/event-types";
import { categoryLabels } from "@/lib/feedback/bounce-rules/schema";
import { type BounceCategory, kindOfCategory } from "@/lib/feedback/classify/taxonomy.shared";

const looks: Record<BounceKind, { variant: "destructive" | "warning" | "info"; words: string }> = {
  hard: { variant: "destructive", words: "hard" },
  soft: { variant: "warning", words: "soft" },
  block: { variant: "info", words: "block" },
};

/** What a reply means, and which kind of bounce that is. */
export function CategoryBadge({ category }: { category: BounceCategory }) {
  const { variant, words } = looks[kindOfCategory[category]];
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      <span>{categoryLabels[category]}</span>
      <Badge variant={variant}>{words}</Badge>
    </span>
  );
}
