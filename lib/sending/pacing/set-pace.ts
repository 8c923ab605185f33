import { recordAudit } from "@/lib/audit/record-audit";
import { requirePermission } from "@/lib/auth/permissions";
import type { Ctx } from "@/lib/context";
import type { PacingRule } from "@/lib/db/generated/client";
import { newId } from "@/lib/db/ids";
import { inTransaction } from "@/lib/db/transaction";
import { getTransport } from "../queries";
import { forgetRules, noRates } from "./rules";
import { SetPace } from "./schema";

/**
 * Sets how fast a transport may send to a receiving provider, or (with `limits` null) lets the defaults hold again. All workers follow
 * within a second. A slow-down that the provider asked for goes on.
 */
export async function setPace(ctx: Ctx, input: SetPace): Promise<PacingRule> {
  requirePermission(ctx, "sending.write");
  const { transportId, provider, limits } = SetPace.parse(input);
  const rule = await inTransaction(ctx, async (tx) => {
    await getTransport(tx, transportId);
    const key = { workspaceId: tx.workspaceId, transportId, provider };
    const where = { workspaceId_transportId_provider: key };
    const before = await tx.db.pacingRule.findUnique({ where });
    const data = { custom: limits !== null, ...(limits ?? noRates) };
    const after = await tx.db.pacingRule.upsert({ where, update: data, create: { ...key, id: newId(), ...data } });
    await recordAudit(tx, "pacing.updated", { subjectType: "transport", subjectId: transportId, before, after });
    return after;
  });
  forgetRules(ctx.workspaceId, transportId);
  return rule;
}
