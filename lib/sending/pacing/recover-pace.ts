import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { getTransport } from "@/lib/sending/transports/queries";
import { forgetRules, notSlowed } from "./rules";
import { PaceRef } from "./schema";

/** Ends a slow-down or a suspension before its time: somebody has talked to the provider. Nothing to end is fine. */
export async function recoverPace(ctx: Ctx, input: PaceRef): Promise<void> {
  requirePermission(ctx, "sending.write");
  const { transportId, provider } = PaceRef.parse(input);
  await inTransaction(ctx, async (tx) => {
    await getTransport(tx, transportId);
    const where = { workspaceId_transportId_provider: { workspaceId: tx.workspaceId, transportId, provider } };
    const before = await tx.db.pacingRule.findUnique({ where });
    if (!before) return;
    const after = await tx.db.pacingRule.update({ where, data: notSlowed });
    await recordAudit(tx, "pacing.recovered", { subjectType: "transport", subjectId: transportId, before, after });
  });
  forgetRules(ctx.workspaceId, transportId);
}
