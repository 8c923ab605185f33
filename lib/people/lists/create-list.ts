import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { List } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { requireFreeListName } from "./list-name";
import { CreateList } from "./schema";

export async function createList(ctx: Ctx, input: CreateList): Promise<List> {
  requirePermission(ctx, "lists.write");
  const values = CreateList.parse(input);
  return inTransaction(ctx, async (tx) => {
    await requireFreeListName(tx, values.name);
    const list = await tx.db.list.create({
      data: { ...values, workspaceId: tx.workspaceId, id: newId(), createdAt: tx.now() },
    });
    await recordAudit(tx, "list.created", { subjectType: "list", subjectId: list.id, after: list });
    return list;
  });
}
