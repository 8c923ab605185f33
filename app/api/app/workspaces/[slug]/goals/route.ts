import { appRoute } from "@/lib/base/routes/app-route";
import { createGoal } from "@/lib/events/goals/create-goal";
import { presentGoal } from "@/lib/events/goals/goals";
import { CreateGoal } from "@/lib/events/goals/schema";

export const POST = appRoute("goals.write", async (ctx, { body }) =>
  presentGoal(await createGoal(ctx, CreateGoal.parse(body))),
);
