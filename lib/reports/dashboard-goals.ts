import type { Ctx } from "@/lib/base/context";
import type { Goal } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { findGoals } from "@/lib/events/goals/goals";
import { addDecimals } from "./decimals.shared";
import { type GoalNumbers, goalNumbers, type TimeSpan } from "./goal-numbers";
import type { DashboardGoal, DashboardGoals } from "./views";

/** What the goals in use came to in a time and in another one before; none of it is counted here. */
export async function findDashboardGoals(ctx: Ctx, current: TimeSpan, previous: TimeSpan): Promise<DashboardGoals> {
  const goals = (await findGoals(ctx)).filter(({ archivedAt }) => archivedAt === null);
  if (goals.length === 0) return { goals: [], revenue: [] };
  const [now, before] = await Promise.all([goalNumbers(ctx, current), goalNumbers(ctx, previous)]);
  const inOrder = goals.toSorted((a, b) => Number(b.isRevenue) - Number(a.isRevenue));
  return { goals: inOrder.map((goal) => goalOf(goal, now, before)), revenue: revenueOf(goals, now, before) };
}

const of = (goal: Goal, numbers: readonly GoalNumbers[]) => numbers.filter(({ goalId }) => goalId === goal.id);
const countOf = (numbers: readonly GoalNumbers[]) => numbers.reduce((sum, { count }) => sum + count, 0);

function goalOf(goal: Goal, now: readonly GoalNumbers[], before: readonly GoalNumbers[]): DashboardGoal {
  const own = of(goal, now);
  const valued = own.filter(({ count, unreadable }) => goal.valueProperty !== null && count > unreadable);
  return {
    id: publicId("gol", goal.id),
    name: goal.name,
    eventName: goal.eventName,
    count: countOf(own),
    previous: countOf(of(goal, before)),
    amounts: valued.map(({ currency, value }) => ({ currency, value })),
    unreadable: own.reduce((sum, { unreadable }) => sum + unreadable, 0),
    counting: goal.countedTo !== null,
  };
}

/** By currency, the one that most was paid in first. */
function revenueOf(
  goals: readonly Goal[],
  now: readonly GoalNumbers[],
  before: readonly GoalNumbers[],
): DashboardGoals["revenue"] {
  const ids = new Set(goals.filter(({ isRevenue }) => isRevenue).map(({ id }) => id));
  const paid = ({ goalId, currency }: GoalNumbers) => ids.has(goalId) && currency !== "";
  const byCurrency = Map.groupBy(now.filter(paid), ({ currency }) => currency);
  const earlier = Map.groupBy(before.filter(paid), ({ currency }) => currency);
  const sum = (rows: readonly GoalNumbers[] = []) => addDecimals(rows.map(({ value }) => value));
  const all = [...new Set([...byCurrency.keys(), ...earlier.keys()])].map((currency) => ({
    currency,
    value: sum(byCurrency.get(currency)),
    previous: sum(earlier.get(currency)),
    count: countOf(byCurrency.get(currency) ?? []),
  }));
  return all.sort((a, b) => b.count - a.count || (a.currency < b.currency ? -1 : 1));
}
