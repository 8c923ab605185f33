import { appRoute } from "@/lib/base/routes/app-route";
import { presentGoal } from "@/lib/events/goals/goals";
import { GoalRef, UpdateGoal } from "@/lib/events/goals/schema";
import { updateGoal } from "@/lib/events/goals/update-goal";

export const PATCH = appRoute("goals.write", async (ctx, { params, body }) =>
  presentGoal(await updateGoal(ctx, UpdateGoal.parse({ ...(body as object), ...GoalRef.parse(params) }))),
);
