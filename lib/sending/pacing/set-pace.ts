import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { PacingRule } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { getTransport } from "@/lib/sending/transports/queries";
import type { Rates } from "./limits";
import { forgetRules, noRates } from "./rules";
import { PaceRef, SetPace } from "./schema";

/** Sets how fast a transport may send to a receiving provider. All workers follow within a second; a slow-down that it asked for goes on. */
export async function setPace(ctx: Ctx, input: SetPace): Promise<PacingRule> {
  requirePermission(ctx, "sending.write");
  const { transportId, provider, ...limits } = SetPace.parse(input);
  return change(ctx, { transportId, provider }, { custom: true, ...limits });
}

/** Lets the defaults hold again. */
export async function resetPace(ctx: Ctx, input: PaceRef): Promise<PacingRule> {
  requirePermission(ctx, "sending.write");
  return change(ctx, PaceRef.parse(input), { custom: false, ...noRates });
}

async function change(
  ctx: Ctx,
  { transportId, provider }: { transportId: string; provider: string },
  data: Rates & { custom: boolean },
): Promise<PacingRule> {
  const rule = await inTransaction(ctx, async (tx) => {
    await getTransport(tx, transportId);
    const key = { workspaceId: tx.workspaceId, transportId, provider };
    const where = { workspaceId_transportId_provider: key };
    const before = await tx.db.pacingRule.findUnique({ where });
    const after = await tx.db.pacingRule.upsert({ where, update: data, create: { ...key, id: newId(), ...data } });
    await recordAudit(tx, "pacing.updated", { subjectType: "transport", subjectId: transportId, before, after });
    return after;
  });
  forgetRules(ctx.workspaceId, transportId);
  return rule;
}
