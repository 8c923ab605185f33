import type { Ctx } from "@/lib/base/context";
import { createGoal } from "@/lib/events/goals/create-goal";
import { countPiece } from "@/lib/events/goals/recount";

const goals = [
  {
    ...{ name: "Orders", eventName: "Order Completed", isRevenue: true },
    ...{ valueProperty: "total", currencyProperty: "currency" },
  },
  { name: "Checkouts begun", eventName: "Checkout Started" },
];

/** What the shop sends its mails for, with what came of it so far. */
export async function seedGoals(ctx: Ctx): Promise<void> {
  for (const goal of goals) {
    const { id } = await createGoal(ctx, goal);
    while (await countPiece(ctx, id));
  }
}
