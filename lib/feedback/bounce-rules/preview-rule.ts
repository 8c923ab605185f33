import { requireOperator } from "@/lib/base/auth/operator";
import type { Ctx } from "@/lib/base/context";
import { invalid } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { operatorRule, refreshBounceRules } from "@/lib/feedback/bounce-rules/refresh-rules";
import { BounceRuleInput, type RuleChange, type RulePreview } from "@/lib/feedback/bounce-rules/schema";
import { type StoredReply, storedReplies } from "@/lib/feedback/bounce-rules/stored-replies";
import { activeBounceRules } from "@/lib/feedback/classify/active-rules";
import { type Classification, classifyReply } from "@/lib/feedback/classify/classify";
import type { OperatorRule } from "@/lib/feedback/classify/operator-rule";
import { t } from "@/lib/language/t";

/**
 * What a rule would change: it runs over the replies of late, as they are read now and as they would be read with the rule in front of all
 * others. Nothing is changed. For the operator; replies of this workspace.
 */
export async function previewBounceRule(ctx: Ctx, input: unknown): Promise<RulePreview> {
  requirePermission(ctx, "sending.write");
  await requireOperator(ctx);
  const rule = operatorRule(BounceRuleInput.parse(input));
  if (!rule) throw invalid(t("This pattern cannot be used."), { pattern: t("This pattern cannot be used.") });
  await refreshBounceRules();
  return previewOver(await storedReplies(ctx), rule, activeBounceRules());
}

/** The same over given replies. Pure. */
export function previewOver(
  replies: readonly StoredReply[],
  rule: OperatorRule,
  rules: readonly OperatorRule[],
): RulePreview {
  const preview: RulePreview = { looked: replies.length, matched: 0, changes: [], newlyHard: 0, noLongerHard: 0 };
  const changes = new Map<string, RuleChange>();
  for (const reply of replies) {
    const after = classifyReply(reply, [rule]);
    if (after.by !== "operator") continue;
    preview.matched += 1;
    const before = classifyReply(reply, rules);
    if (before.category !== after.category) count(preview, changes, reply, before, after);
  }
  preview.changes = [...changes.values()].sort((a, b) => b.count - a.count);
  return preview;
}

function count(
  preview: RulePreview,
  changes: Map<string, RuleChange>,
  reply: StoredReply,
  before: Classification,
  after: Classification,
): void {
  if (after.kind === "hard" && before.kind !== "hard") preview.newlyHard += 1;
  if (before.kind === "hard" && after.kind !== "hard") preview.noLongerHard += 1;
  const key = `${before.category} ${after.category}`;
  const change = changes.get(key) ?? { from: before.category, to: after.category, count: 0, examples: [] };
  change.count += 1;
  const example = reply.text.slice(0, 300);
  if (change.examples.length < 3 && !change.examples.includes(example)) change.examples.push(example);
  changes.set(key, change);
}
