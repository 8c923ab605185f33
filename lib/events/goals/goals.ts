import type { Ctx } from "@/lib/base/context";
import type { Goal } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { notFound } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";

/** A goal as it is shown; ids are public, times ISO 8601. */
export interface GoalItem {
  id: string;
  name: string;
  eventName: string;
  valueProperty: string | null;
  currencyProperty: string | null;
  currency: string | null;
  isRevenue: boolean;
  /** Past events are being counted: its numbers are not whole yet. */
  counting: boolean;
  archived: boolean;
  createdAt: string;
}

/** The goals of the workspace, archived ones too, the oldest first. */
export async function findGoals(ctx: Ctx): Promise<Goal[]> {
  requirePermission(ctx, "reports.read");
  return ctx.db.goal.findMany({ where: { workspaceId: ctx.workspaceId }, orderBy: { id: "asc" } });
}

/** A goal of this workspace, for whoever may read or change it. Throws `not_found`. */
export async function getGoal(ctx: Ctx, id: string): Promise<Goal> {
  const goal = await ctx.db.goal.findUnique({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } } });
  if (!goal) throw notFound("goal");
  return goal;
}

export function presentGoal(goal: Goal): GoalItem {
  const { name, eventName, valueProperty, currencyProperty, currency, isRevenue } = goal;
  return {
    id: publicId("gol", goal.id),
    ...{ name, eventName, valueProperty, currencyProperty, currency, isRevenue },
    counting: goal.countedTo !== null,
    archived: goal.archivedAt !== null,
    createdAt: goal.createdAt.toISOString(),
  };
}
