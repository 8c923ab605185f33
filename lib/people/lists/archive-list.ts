import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { List } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { getList } from "./get-list";
import { requireFreeListName } from "./list-name";
import { ListRef } from "./schema";

/** Takes a list out of use; its subscriptions stay as they are. Asking twice is fine. */
export async function archiveList(ctx: Ctx, input: ListRef): Promise<List> {
  return setArchived(ctx, input, true);
}

/** Brings an archived list back. */
export async function restoreList(ctx: Ctx, input: ListRef): Promise<List> {
  return setArchived(ctx, input, false);
}

async function setArchived(ctx: Ctx, input: ListRef, archived: boolean): Promise<List> {
  requirePermission(ctx, "lists.write");
  const { listId } = ListRef.parse(input);
  return inTransaction(ctx, async (tx) => {
    const before = await getList(tx, listId);
    if ((before.archivedAt !== null) === archived) return before;
    if (!archived) await requireFreeListName(tx, before.name, listId);
    const after = await tx.db.list.update({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id: listId } },
      data: { archivedAt: archived ? tx.now() : null },
    });
    const action = archived ? "list.archived" : "list.restored";
    await recordAudit(tx, action, { subjectType: "list", subjectId: listId, before, after });
    return after;
  });
}
