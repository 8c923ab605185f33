import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { getWorkspace, type WorkspaceSettingsView } from "./queries";
import { UpdateWorkspace } from "./schema";

/** Changes name, time zone, language or postal address; the slug stays, because links hold it. */
export async function updateWorkspace(ctx: Ctx, input: UpdateWorkspace): Promise<WorkspaceSettingsView> {
  requirePermission(ctx, "workspace.write");
  const values = UpdateWorkspace.parse(input);
  return inTransaction(ctx, async (tx) => {
    const before = await getWorkspace(tx);
    await tx.db.workspace.update({ where: { id: tx.workspaceId }, data: values });
    const after = await getWorkspace(tx);
    await recordAudit(tx, "workspace.updated", { subjectType: "workspace", subjectId: tx.workspaceId, before, after });
    return after;
  });
}
