import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { Transport } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { getTransport } from "./queries";
import { TransportRef } from "./schema";
import { forgetTransports } from "./transport-rows";
import { resumed } from "./transport-state";

/** Lets a transport be used at once, whatever kept it back: a person, or a failure that somebody has put right. */
export async function resumeTransport(ctx: Ctx, input: TransportRef): Promise<Transport> {
  requirePermission(ctx, "sending.write");
  const { transportId } = TransportRef.parse(input);
  const working = await inTransaction(ctx, async (tx) => {
    const before = await getTransport(tx, transportId);
    if (!before.pausedAt) return before;
    const transport = await tx.db.transport.update({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id: transportId } },
      data: resumed,
    });
    await recordAudit(tx, "transport.resumed", {
      subjectType: "transport",
      subjectId: transportId,
      before,
      after: transport,
    });
    return transport;
  });
  forgetTransports(ctx.workspaceId);
  return working;
}
