import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { storedJson } from "@/lib/base/db/stored-json";
import { inTransaction } from "@/lib/base/db/transaction";
import { invalid } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import { findFields } from "@/lib/people/contacts/fields";
import { type IdentityRule, usualRule } from "./rule.shared";
import { IdentityRuleInput } from "./schema";

const storedRule = storedJson("event_rule.rule", IdentityRuleInput);

/** The rule of this workspace; the usual one until somebody changes it. */
export async function identityRule({ db, workspaceId }: Pick<Ctx, "db" | "workspaceId">): Promise<IdentityRule> {
  const row = await db.eventRule.findUnique({ where: { workspaceId } });
  return row ? storedRule.read(row.rule) : usualRule;
}

/** Changes it for everything that comes from now on. Throws `invalid` on `traits.N.trait` or `traits.N.to`. */
export async function changeIdentityRule(ctx: Ctx, input: IdentityRuleInput): Promise<IdentityRule> {
  requirePermission(ctx, "events.manage");
  const rule = IdentityRuleInput.parse(input);
  return inTransaction(ctx, async (tx) => {
    await requireSound(tx, rule);
    const before = await identityRule(tx);
    const { workspaceId } = tx;
    const data = { rule: storedRule.write(rule), updatedAt: tx.now() };
    await tx.db.eventRule.upsert({ where: { workspaceId }, create: { workspaceId, ...data }, update: data });
    await recordAudit(tx, "event_rule.changed", {
      subjectType: "workspace",
      subjectId: workspaceId,
      before,
      after: rule,
    });
    return rule;
  });
}

async function requireSound(tx: Ctx, { traits }: IdentityRule): Promise<void> {
  const keys = new Set((await findFields(tx)).map(({ key }) => key));
  const problems: Record<string, string> = {};
  const seen = new Set<string>();
  for (const [at, { trait, to }] of traits.entries()) {
    if (seen.has(trait)) problems[`traits.${at}.trait`] = t("This trait stands here twice.");
    seen.add(trait);
    if (to.startsWith("field:") && !keys.has(to.slice("field:".length)))
      problems[`traits.${at}.to`] = t("There is no such field any more.");
  }
  if (Object.keys(problems).length > 0) throw invalid(t("Some lines are not right."), problems);
}
