import type { Ctx } from "@/lib/base/context";
import { taken } from "@/lib/base/db/taken";
import { foldText } from "@/lib/base/text/fold-text.shared";
import { t } from "@/lib/language/t";

/** Throws `conflict` on `name` where another goal that is in use is called so; letter case and accents do not tell them apart. */
export async function requireFreeGoalName(tx: Ctx, name: string, except?: string): Promise<void> {
  const goals = await tx.db.goal.findMany({
    where: { workspaceId: tx.workspaceId, archivedAt: null },
    select: { id: true, name: true },
  });
  if (goals.some((goal) => goal.id !== except && foldText(goal.name) === foldText(name)))
    throw taken(t("There is a goal with this name already."), "name");
}
