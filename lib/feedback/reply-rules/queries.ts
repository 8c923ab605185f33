import { requireOperator } from "@/lib/auth/operator";
import { requirePermission } from "@/lib/auth/permissions";
import type { Ctx } from "@/lib/context";
import type { ReplyRule } from "@/lib/db/generated/client";
import { publicId } from "@/lib/db/ids";
import type { ReplyRuleValues, ReplyRuleView } from "@/lib/feedback/reply-rules/schema";

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
