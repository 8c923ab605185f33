import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { getDomain } from "@/lib/sending/domains/queries";
import { getRunningPlan } from "./get-running-plan";
import { WarmupRef } from "./schema";
import { forgetWarmup, warmupCacheKey } from "./warmup-today";

/** Ends a warm-up: the domain's mail is no longer limited by it. Ending none is fine. */
export async function stopWarmup(ctx: Ctx, input: WarmupRef): Promise<void> {
  requirePermission(ctx, "sending.write");
  const { domainId } = WarmupRef.parse(input);
  const name = await inTransaction(ctx, async (tx) => {
    const domain = await getDomain(tx, domainId);
    const before = await getRunningPlan(tx, domainId);
    if (!before) return domain.name;
    const after = await tx.db.warmupPlan.update({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id: before.id } },
      data: { endedAt: tx.now(), endedReason: "stopped", holdUntil: null, holdReason: null },
    });
    await recordAudit(tx, "warmup.stopped", { subjectType: "domain", subjectId: domainId, before, after });
    return domain.name;
  });
  forgetWarmup(warmupCacheKey(ctx, name));
}
