import { recordAudit } from "@/lib/base/audit/record-audit";
import { actorOf, recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import { requireOperator } from "@/lib/base/auth/operator";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { notFound } from "@/lib/base/errors";
import { forgetTransports } from "@/lib/sending/transports/transport-rows";
import { SetTransportRight } from "./schema";

/**
 * Lets a workspace use the installation's own way out, or no longer. What it is sending that way then is paused with the
 * reason at the next hand-over.
 */
export async function setTransportRight(ctx: Ctx, input: SetTransportRight): Promise<void> {
  await requireOperator(ctx);
  const { targetWorkspaceId: id, granted } = SetTransportRight.parse(input);
  await inTransaction(ctx, async (tx) => {
    await tx.db.$queryRaw`select id from workspace where id = ${id}::uuid for update`;
    const workspace = await tx.db.workspace.findUnique({ where: { id } });
    if (!workspace) throw notFound("workspace");
    if (workspace.mayUseInstallationTransport === granted) return;
    await tx.db.workspace.update({ where: { id }, data: { mayUseInstallationTransport: granted } });
    const kind = granted ? "workspace.transport_granted" : "workspace.transport_withdrawn";
    await recordAudit({ ...tx, workspaceId: id }, kind, { subjectType: "workspace", subjectId: id });
    await recordSecurityEvent(tx, {
      kind,
      actor: actorOf(tx),
      workspaceId: id,
      ip: tx.ip,
      detail: { workspace: workspace.name },
    });
  });
  forgetTransports(id);
}
