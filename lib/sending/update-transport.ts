import { recordAudit } from "@/lib/audit/record-audit";
import { requirePermission } from "@/lib/auth/permissions";
import type { Ctx } from "@/lib/context";
import type { Transport } from "@/lib/db/generated/client";
import { inTransaction } from "@/lib/db/transaction";
import { getTransport } from "./queries";
import { UpdateTransport } from "./schema";

/** Changes name, pace and connections of a transport. A new pace holds from the next few messages on. */
export async function updateTransport(ctx: Ctx, input: UpdateTransport): Promise<Transport> {
  requirePermission(ctx, "sending.write");
  const { transportId, name, maxPerSecond, connections } = UpdateTransport.parse(input);
  return inTransaction(ctx, async (tx) => {
    const before = await getTransport(tx, transportId);
    const transport = await tx.db.transport.update({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id: transportId } },
      data: {
        ...(name !== undefined && { name }),
        ...(maxPerSecond !== undefined && { maxPerSecond, paceNextAt: null }),
        ...(connections !== undefined && { connections }),
      },
    });
    await recordAudit(tx, "transport.updated", {
      subjectType: "transport",
      subjectId: transportId,
      before,
      after: transport,
    });
    return transport;
  });
}
