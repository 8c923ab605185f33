import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { Goal } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import { lockNames } from "@/lib/base/db/taken";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { enqueue } from "@/lib/base/jobs/define-job";
import { requirePermission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import { requireFreeGoalName } from "./goal-name";
import { countGoalJob } from "./jobs";
import { BEFORE_ALL } from "./recount";
import { CreateGoal, MAX_GOALS } from "./schema";
import { requireSound } from "./sound-goal";

/** Makes a goal. Events that came already are counted by a job; those that come from now on as they are stored. */
export async function createGoal(ctx: Ctx, input: CreateGoal): Promise<Goal> {
  requirePermission(ctx, "goals.write");
  const given = CreateGoal.parse(input);
  requireSound(given);
  return inTransaction(ctx, async (tx) => {
    const { workspaceId } = tx;
    await lockNames(tx, "goal");
    if ((await tx.db.goal.count({ where: { workspaceId } })) >= MAX_GOALS)
      throw conflict(t("A workspace has at most {limit} goals, archived ones among them.", { limit: MAX_GOALS }));
    await requireFreeGoalName(tx, given.name);
    const goal = await tx.db.goal.create({
      data: { workspaceId, id: newId(), createdAt: tx.now(), countedTo: BEFORE_ALL, ...given },
    });
    await enqueue(tx, countGoalJob, { workspaceId, goalId: goal.id });
    await recordAudit(tx, "goal.created", { subjectType: "goal", subjectId: goal.id, after: goal });
    return goal;
  });
}
