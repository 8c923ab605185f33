import { recordAudit } from "@/lib/base/audit/record-audit";
import { isOperator, requireOperator } from "@/lib/base/auth/operator";
import type { Ctx } from "@/lib/base/context";
import { newId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict, notFound } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { presentRule } from "@/lib/feedback/bounce-rules/queries";
import { rereadReplyRules } from "@/lib/feedback/bounce-rules/refresh-rules";
import { ReplyRuleInput, type ReplyRuleView } from "@/lib/feedback/bounce-rules/schema";

/** More rules than anybody reads; each one is tried on every refusal. */
const maxRules = 200;

/** Adds a rule, read before the built-in ones from now on. For the operator. */
export async function createReplyRule(ctx: Ctx, input: unknown): Promise<ReplyRuleView> {
  requirePermission(ctx, "sending.write");
  await requireOperator(ctx);
  const values = ReplyRuleInput.parse(input);
  const rule = await inTransaction(ctx, async (tx) => {
    if ((await tx.db.replyRule.count()) >= maxRules)
      throw conflict(`There are ${maxRules} rules already. Delete one first.`);
    const createdById = tx.actor.type === "member" ? tx.actor.userId : null;
    const now = tx.now();
    const created = await tx.db.replyRule.create({
      data: { ...values, id: newId(), createdById, createdAt: now, updatedAt: now },
    });
    await recordAudit(tx, "reply_rule.created", { subjectType: "reply_rule", subjectId: created.id, after: values });
    return created;
  });
  await rereadReplyRules();
  return presentRule(rule);
}

/** Changes a rule. For the operator; to everybody else, as for an unknown id, `not_found`. */
export async function updateReplyRule(ctx: Ctx, replyRuleId: string, input: unknown): Promise<ReplyRuleView> {
  requirePermission(ctx, "sending.write");
  if (!(await isOperator(ctx))) throw notFound("rule");
  const values = ReplyRuleInput.parse(input);
  const rule = await inTransaction(ctx, async (tx) => {
    const before = await tx.db.replyRule.findUnique({ where: { id: replyRuleId } });
    if (!before) throw notFound("rule");
    const after = await tx.db.replyRule.update({
      where: { id: replyRuleId },
      data: { ...values, updatedAt: tx.now() },
    });
    await recordAudit(tx, "reply_rule.updated", { subjectType: "reply_rule", subjectId: replyRuleId, before, after });
    return after;
  });
  await rereadReplyRules();
  return presentRule(rule);
}

/** Deletes a rule; replies are read as the built-in ones say again. For the operator; to everybody else, as for an unknown id, `not_found`. */
export async function deleteReplyRule(ctx: Ctx, replyRuleId: string): Promise<void> {
  requirePermission(ctx, "sending.write");
  if (!(await isOperator(ctx))) throw notFound("rule");
  await inTransaction(ctx, async (tx) => {
    const before = await tx.db.replyRule.findUnique({ where: { id: replyRuleId } });
    if (!before) throw notFound("rule");
    await tx.db.replyRule.delete({ where: { id: replyRuleId } });
    await recordAudit(tx, "reply_rule.deleted", { subjectType: "reply_rule", subjectId: replyRuleId, before });
  });
  await rereadReplyRules();
}
