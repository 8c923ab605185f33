import type { Ctx } from "@/lib/base/context";
import { publicId } from "@/lib/base/db/ids";
import { wallTimeToDate } from "@/lib/base/time/zoned-time.shared";
import { type GoalNumbers, goalNumbers } from "./goal-numbers";
import { lastDays } from "./workspace-days";

const DAYS = 30;

/** What every goal came to in the last 30 days, today included, by the days of a time zone; ids are public. */
export async function recentGoalNumbers(ctx: Ctx, timeZone: string): Promise<GoalNumbers[]> {
  const now = ctx.now();
  const [first = ""] = lastDays(now, DAYS, timeZone);
  const from = wallTimeToDate(`${first}T00:00`, timeZone) ?? now;
  const numbers = await goalNumbers(ctx, { from, to: now });
  return numbers.map((row) => ({ ...row, goalId: publicId("gol", row.goalId) }));
}
