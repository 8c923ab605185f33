import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { getDomain } from "@/lib/sending/domains/queries";
import { getRunningPlan } from "./get-running-plan";
import { HOLD_MS } from "./judge-warmup";
import { WarmupRef } from "./schema";
import { forgetWarmup, warmupCacheKey } from "./warmup-today";

/** "Continue anyway": a held warm-up goes on, and is not held again for a day. */
export async function releaseHold(ctx: Ctx, input: WarmupRef): Promise<void> {
  requirePermission(ctx, "sending.write");
  const { domainId } = WarmupRef.parse(input);
  const name = await inTransaction(ctx, async (tx) => {
    const domain = await getDomain(tx, domainId);
    const before = await getRunningPlan(tx, domainId);
    if (!before?.holdUntil) return domain.name;
    const after = await tx.db.warmupPlan.update({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id: before.id } },
      data: { holdUntil: null, holdReason: null, ignoreUntil: new Date(tx.now().getTime() + HOLD_MS) },
    });
    await recordAudit(tx, "warmup.continued", { subjectType: "domain", subjectId: domainId, before, after });
    return domain.name;
  });
  forgetWarmup(warmupCacheKey(ctx, name));
}
