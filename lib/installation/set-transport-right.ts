import { requireOperator } from "@/lib/base/auth/operator";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { forgetTransports } from "@/lib/sending/transports/transport-rows";
import { lockWorkspace } from "./lock-workspace";
import { recordWorkspaceChange } from "./record-workspace-change";
import { SetTransportRight } from "./schema";

/**
 * Lets a workspace use the installation's own way out, or no longer. What it is sending that way then is paused with the
 * reason at the next hand-over.
 */
export async function setTransportRight(ctx: Ctx, input: SetTransportRight): Promise<void> {
  await requireOperator(ctx);
  const { targetWorkspaceId: id, granted } = SetTransportRight.parse(input);
  await inTransaction(ctx, async (tx) => {
    const workspace = await lockWorkspace(tx, { id });
    if (workspace.mayUseInstallationTransport === granted) return;
    await tx.db.workspace.update({ where: { id }, data: { mayUseInstallationTransport: granted } });
    const kind = granted ? "workspace.transport_granted" : "workspace.transport_withdrawn";
    await recordWorkspaceChange(tx, { kind, workspace });
  });
  forgetTransports(id);
}
