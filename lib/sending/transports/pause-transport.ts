import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { Transport } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { toKeep } from "@/lib/language/say-again";
import { pausedTexts } from "./paused-texts";
import { getTransport } from "./queries";
import { PauseTransport } from "./schema";
import { forgetTransports } from "./transport-rows";
import { resumed } from "./transport-state";

/** Takes a transport out until somebody resumes it. Mail goes by the others meanwhile, or waits. Asking twice is fine. */
export async function pauseTransport(ctx: Ctx, input: PauseTransport): Promise<Transport> {
  requirePermission(ctx, "sending.write");
  const { transportId, reason } = PauseTransport.parse(input);
  const paused = await inTransaction(ctx, async (tx) => {
    const before = await getTransport(tx, transportId);
    if (before.pausedAt && !before.failureKind) return before;
    const { because, by } = pausedTexts;
    const text = toKeep(reason ? because : by, { person: tx.actor.name, reason });
    const transport = await tx.db.transport.update({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id: transportId } },
      data: { ...resumed, pausedAt: tx.now(), pausedReason: text },
    });
    await recordAudit(tx, "transport.paused", {
      subjectType: "transport",
      subjectId: transportId,
      before,
      after: transport,
    });
    return transport;
  });
  forgetTransports(ctx.workspaceId);
  return paused;
}
