import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { lockNames, taken } from "@/lib/base/db/taken";
import { foldText } from "@/lib/base/text/fold-text.shared";
import { t } from "@/lib/language/t";

/** Two lists in use may not share a name: in a picker nobody could tell them apart. Held until the transaction ends. */
export async function requireFreeListName(tx: Ctx, name: string, exceptId?: string): Promise<void> {
  await lockNames(tx, "list");
  const found = await tx.db.$queryRaw<{ id: string }[]>(Prisma.sql`
    select id from list where workspace_id = ${tx.workspaceId}::uuid and archived_at is null
      and fold_text(name) = ${foldText(name)}`);
  if (found.some(({ id }) => id !== exceptId)) throw taken(t("Another list has this name."), "name");
}
