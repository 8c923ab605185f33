import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { Goal } from "@/lib/base/db/generated/client";
import { lockNames } from "@/lib/base/db/taken";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { requireFreeGoalName } from "./goal-name";
import { getGoal } from "./goals";
import { GoalRef } from "./schema";

/** Takes a goal out of use. It is counted all the same, so that its numbers are whole when it comes back. Asking twice is fine. */
export async function archiveGoal(ctx: Ctx, input: GoalRef): Promise<Goal> {
  return setArchived(ctx, input, true);
}

/** Brings an archived goal back. */
export async function restoreGoal(ctx: Ctx, input: GoalRef): Promise<Goal> {
  return setArchived(ctx, input, false);
}

async function setArchived(ctx: Ctx, input: GoalRef, archived: boolean): Promise<Goal> {
  requirePermission(ctx, "goals.write");
  const { goalId } = GoalRef.parse(input);
  return inTransaction(ctx, async (tx) => {
    await lockNames(tx, "goal");
    const before = await getGoal(tx, goalId);
    if ((before.archivedAt !== null) === archived) return before;
    if (!archived) await requireFreeGoalName(tx, before.name, goalId);
    const after = await tx.db.goal.update({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id: goalId } },
      data: { archivedAt: archived ? tx.now() : null },
    });
    const action = archived ? "goal.archived" : "goal.restored";
    await recordAudit(tx, action, { subjectType: "goal", subjectId: goalId, before, after });
    return after;
  });
}
