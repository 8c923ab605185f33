import { appRoute } from "@/lib/base/routes/app-route";
import { archiveGoal, restoreGoal } from "@/lib/events/goals/archive-goal";
import { presentGoal } from "@/lib/events/goals/goals";
import { GoalRef } from "@/lib/events/goals/schema";

export const PUT = appRoute("goals.write", async (ctx, { params }) =>
  presentGoal(await archiveGoal(ctx, GoalRef.parse(params))),
);

export const DELETE = appRoute("goals.write", async (ctx, { params }) =>
  presentGoal(await restoreGoal(ctx, GoalRef.parse(params))),
);
