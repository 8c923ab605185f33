import { requireOperator } from "@/lib/base/auth/operator";
import type { Ctx } from "@/lib/base/context";
import type { ReplyRule } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { requirePermission } from "@/lib/base/permissions.shared";
import type { ReplyRuleValues, ReplyRuleView } from "@/lib/feedback/bounce-rules/schema";

/** The operator's rules in the order in which they are tried. */
export async function findReplyRules(ctx: Ctx): Promise<ReplyRuleView[]> {
  requirePermission(ctx, "sending.write");
  await requireOperator(ctx);
  const rules = await ctx.db.replyRule.findMany({ orderBy: { id: "asc" } });
  return rules.map(presentRule);
}

export function presentRule(rule: ReplyRule): ReplyRuleView {
  const { provider, patternKind, pattern, code, enhanced, category, note, enabled } = rule;
  return {
    id: publicId("rrl", rule.id),
    provider: provider as ReplyRuleValues["provider"],
    patternKind: patternKind as ReplyRuleValues["patternKind"],
    pattern,
    code,
    enhanced,
    category: category as ReplyRuleValues["category"],
    note,
    enabled,
    createdAt: rule.createdAt.toISOString(),
    updatedAt: rule.updatedAt.toISOString(),
  };
}
