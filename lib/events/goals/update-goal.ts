import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { Goal } from "@/lib/base/db/generated/client";
import { lockNames } from "@/lib/base/db/taken";
import { inTransaction } from "@/lib/base/db/transaction";
import { enqueue } from "@/lib/base/jobs/define-job";
import { requirePermission } from "@/lib/base/permissions.shared";
import { requireFreeGoalName } from "./goal-name";
import { getGoal } from "./goals";
import { countGoalJob } from "./jobs";
import { BEFORE_ALL } from "./recount";
import { UpdateGoal } from "./schema";
import { requireSound, sameDefinition } from "./sound-goal";

/** Changes a goal; where that changes what is counted, all events that are still kept are counted anew. */
export async function updateGoal(ctx: Ctx, input: UpdateGoal): Promise<Goal> {
  requirePermission(ctx, "goals.write");
  const { goalId, ...changes } = UpdateGoal.parse(input);
  return inTransaction(ctx, async (tx) => {
    const { workspaceId } = tx;
    await lockNames(tx, "goal");
    const before = await getGoal(tx, goalId);
    const wanted = { ...before, ...definedOf(changes) };
    requireSound(wanted);
    if (wanted.name !== before.name) await requireFreeGoalName(tx, wanted.name, goalId);
    const anew = !sameDefinition(before, wanted);
    const after = await tx.db.goal.update({
      where: { workspaceId_id: { workspaceId, id: goalId } },
      data: { ...definedOf(changes), ...(anew && { generation: { increment: 1 }, countedTo: BEFORE_ALL }) },
    });
    if (anew) await enqueue(tx, countGoalJob, { workspaceId, goalId });
    await recordAudit(tx, "goal.updated", { subjectType: "goal", subjectId: goalId, before, after });
    return after;
  });
}

function definedOf<T extends object>(changes: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as never;
}
