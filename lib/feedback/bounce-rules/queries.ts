import { requireOperator } from "@/lib/base/auth/operator";
import type { Ctx } from "@/lib/base/context";
import type { BounceRule } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { requirePermission } from "@/lib/base/permissions.shared";
import type { BounceRuleValues, BounceRuleView } from "@/lib/feedback/bounce-rules/schema";

/** The operator's rules in the order in which they are tried. */
export async function findBounceRules(ctx: Ctx): Promise<BounceRuleView[]> {
  requirePermission(ctx, "sending.write");
  await requireOperator(ctx);
  const rules = await ctx.db.bounceRule.findMany({ orderBy: { id: "asc" } });
  return rules.map(presentRule);
}

export function presentRule(rule: BounceRule): BounceRuleView {
  const { provider, patternKind, pattern, code, enhanced, category, note, enabled } = rule;
  return {
    id: publicId("rrl", rule.id),
    provider: provider as BounceRuleValues["provider"],
    patternKind: patternKind as BounceRuleValues["patternKind"],
    pattern,
    code,
    enhanced,
    category: category as BounceRuleValues["category"],
    note,
    enabled,
    createdAt: rule.createdAt.toISOString(),
    updatedAt: rule.updatedAt.toISOString(),
  };
}
