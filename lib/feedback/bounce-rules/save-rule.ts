import { recordAudit } from "@/lib/base/audit/record-audit";
import { requireOperator } from "@/lib/base/auth/operator";
import type { Ctx } from "@/lib/base/context";
import { newId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict, notFound } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { presentRule } from "@/lib/feedback/bounce-rules/queries";
import { rereadBounceRules } from "@/lib/feedback/bounce-rules/refresh-rules";
import { BounceRuleInput, type BounceRuleView } from "@/lib/feedback/bounce-rules/schema";
import { t } from "@/lib/language/t";

/** More rules than anybody reads; each one is tried on every refusal. */
const maxRules = 200;

/** Adds a rule, read before the built-in ones from now on. For the operator. */
export async function createBounceRule(ctx: Ctx, input: unknown): Promise<BounceRuleView> {
  requirePermission(ctx, "sending.write");
  await requireOperator(ctx);
  const values = BounceRuleInput.parse(input);
  const rule = await inTransaction(ctx, async (tx) => {
    if ((await tx.db.bounceRule.count()) >= maxRules)
      throw conflict(t("There are {limit} rules already. Delete one first.", { limit: maxRules }));
    const createdById = tx.actor.type === "member" ? tx.actor.userId : null;
    const now = tx.now();
    const created = await tx.db.bounceRule.create({
      data: { ...values, id: newId(), createdById, createdAt: now, updatedAt: now },
    });
    await recordAudit(tx, "reply_rule.created", { subjectType: "reply_rule", subjectId: created.id, after: values });
    return created;
  });
  await rereadBounceRules();
  return presentRule(rule);
}

/** Changes a rule. For the operator. Throws `not_found`. */
export async function updateBounceRule(ctx: Ctx, bounceRuleId: string, input: unknown): Promise<BounceRuleView> {
  requirePermission(ctx, "sending.write");
  await requireOperator(ctx);
  const values = BounceRuleInput.parse(input);
  const rule = await inTransaction(ctx, async (tx) => {
    const before = await tx.db.bounceRule.findUnique({ where: { id: bounceRuleId } });
    if (!before) throw notFound("rule");
    const after = await tx.db.bounceRule.update({
      where: { id: bounceRuleId },
      data: { ...values, updatedAt: tx.now() },
    });
    await recordAudit(tx, "reply_rule.updated", { subjectType: "reply_rule", subjectId: bounceRuleId, before, after });
    return after;
  });
  await rereadBounceRules();
  return presentRule(rule);
}

/** Deletes a rule; replies are read as the built-in ones say again. For the operator. Throws `not_found`. */
export async function deleteBounceRule(ctx: Ctx, bounceRuleId: string): Promise<void> {
  requirePermission(ctx, "sending.write");
  await requireOperator(ctx);
  await inTransaction(ctx, async (tx) => {
    const before = await tx.db.bounceRule.findUnique({ where: { id: bounceRuleId } });
    if (!before) throw notFound("rule");
    await tx.db.bounceRule.delete({ where: { id: bounceRuleId } });
    await recordAudit(tx, "reply_rule.deleted", { subjectType: "reply_rule", subjectId: bounceRuleId, before });
  });
  await rereadBounceRules();
}
