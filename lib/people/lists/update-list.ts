import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { List } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { getList } from "./get-list";
import { requireFreeListName } from "./list-name";
import { UpdateList } from "./schema";

export async function updateList(ctx: Ctx, input: UpdateList): Promise<List> {
  requirePermission(ctx, "lists.write");
  const { listId, ...changes } = UpdateList.parse(input);
  return inTransaction(ctx, async (tx) => {
    const before = await getList(tx, listId);
    if (changes.name) await requireFreeListName(tx, changes.name, listId);
    const after = await tx.db.list.update({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id: listId } },
      data: changes,
    });
    await recordAudit(tx, "list.updated", { subjectType: "list", subjectId: listId, before, after });
    return after;
  });
}
