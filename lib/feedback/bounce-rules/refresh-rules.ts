import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import { remember } from "@/lib/base/cache/remember";
import { prisma } from "@/lib/base/db/client";
import type { BounceRule } from "@/lib/base/db/generated/client";
import { type PatternKind, safePattern } from "@/lib/feedback/bounce-rules/safe-pattern.shared";
import { setActiveBounceRules } from "@/lib/feedback/classify/active-rules";
import type { OperatorRule } from "@/lib/feedback/classify/operator-rule";
import { type BounceCategory, bounceCategories } from "@/lib/feedback/classify/taxonomy.shared";

const FRESH_MS = 15_000;
const recent = new BoundedCache<Promise<OperatorRule[]>>({ max: 1 });

/**
 * Makes the operator's rules known to this process, from the database at most every 15 seconds. Call it before a group of replies is
 * classified. Throws where the database cannot answer; the rules known before stay.
 */
export async function refreshBounceRules(): Promise<void> {
  setActiveBounceRules(await remember(recent, "rules", read, FRESH_MS));
}

/** After a change in this process: it counts at once here, elsewhere within the time above. */
export async function rereadBounceRules(): Promise<void> {
  recent.clear();
  await refreshBounceRules();
}

async function read(): Promise<OperatorRule[]> {
  const rows = await prisma.bounceRule.findMany({ where: { enabled: true }, orderBy: { id: "asc" }, take: 500 });
  return rows.flatMap((row) => operatorRule(row) ?? []);
}

/** A stored rule ready to use; null where it no longer passes the check. */
export function operatorRule(
  row: Pick<BounceRule, "provider" | "patternKind" | "pattern" | "code" | "enhanced" | "category">,
): OperatorRule | null {
  const safe = safePattern(row.patternKind as PatternKind, row.pattern);
  if ("refused" in safe || !bounceCategories.includes(row.category as BounceCategory)) return null;
  const { provider, code, enhanced } = row;
  return { provider, code, enhanced, category: row.category as BounceCategory, test: safe.test };
}
