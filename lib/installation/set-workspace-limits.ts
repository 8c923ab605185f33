import { requireOperator } from "@/lib/base/auth/operator";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { beginMonthCount } from "@/lib/sending/transports/month-use";
import { forgetTransports } from "@/lib/sending/transports/transport-rows";
import { lockWorkspace } from "./lock-workspace";
import { recordWorkspaceChange } from "./record-workspace-change";
import { SetWorkspaceLimits } from "./schema";

/**
 * Sets how many mails a month, contacts and senders a workspace may have; null takes a limit away. What is above a new limit stays: only
 * what comes later is refused. Throws `not_found`.
 */
export async function setWorkspaceLimits(ctx: Ctx, input: SetWorkspaceLimits): Promise<void> {
  await requireOperator(ctx);
  const { targetWorkspaceId: id, ...limits } = SetWorkspaceLimits.parse(input);
  await inTransaction(ctx, async (tx) => {
    const before = await lockWorkspace(tx, { id });
    const names = ["maxMailsPerMonth", "maxContacts", "maxSenders"] as const;
    if (names.every((name) => before[name] === limits[name])) return;
    await tx.db.workspace.update({ where: { id }, data: limits });
    if (before.maxMailsPerMonth === null && limits.maxMailsPerMonth !== null)
      await beginMonthCount({ ...tx, workspaceId: id });
    await recordWorkspaceChange(tx, { kind: "workspace.limits_changed", workspace: before, detail: limits });
  });
  forgetTransports(id);
}
