import { z } from "zod";
import { recordAudit } from "@/lib/base/audit/record-audit";
import { recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";

const dayMs = 24 * 3600_000;
export const SecondFactorPolicy = z.object({
  required: z.boolean(),
  /** Days that members have to set one up. */
  graceDays: z.union([z.literal(0), z.literal(7), z.literal(30)]).default(7),
});
export type SecondFactorPolicy = z.input<typeof SecondFactorPolicy>;

/**
 * Says whether members of the workspace need a second factor, at once or after some days. Whoever asks for it has one, or
 * the next page would be shut to them. Throws `conflict` when not.
 */
export async function setSecondFactorPolicy(ctx: Ctx, input: SecondFactorPolicy): Promise<{ from: string | null }> {
  requirePermission(ctx, "members.write");
  const { required, graceDays } = SecondFactorPolicy.parse(input);
  return inTransaction(ctx, async (tx) => {
    if (required) await requireOwnFactor(tx);
    const { secondFactorFrom: before } = await tx.db.workspace.findUniqueOrThrow({ where: { id: tx.workspaceId } });
    const from = required ? new Date(tx.now().getTime() + graceDays * dayMs) : null;
    await tx.db.workspace.update({ where: { id: tx.workspaceId }, data: { secondFactorFrom: from } });
    await recordAudit(tx, "workspace.second-factor", {
      subjectType: "workspace",
      subjectId: tx.workspaceId,
      before: { requiredFrom: before },
      after: { requiredFrom: from },
    });
    await recordSecurityEvent(tx, {
      kind: "second-factor.policy",
      actor: tx.actor.type === "member" ? { userId: tx.actor.userId, name: tx.actor.name } : undefined,
      workspaceId: tx.workspaceId,
      ip: tx.ip,
      detail: { required, graceDays: required ? graceDays : null },
    });
    return { from: from?.toISOString() ?? null };
  });
}

async function requireOwnFactor(ctx: Ctx): Promise<void> {
  if (ctx.actor.type !== "member") return;
  const user = await ctx.db.user.findUniqueOrThrow({ where: { id: ctx.actor.userId } });
  if (!user.secondFactorAt) throw conflict(t("Set up a second factor of your own first, under Your security."));
}
