import type { Ctx } from "@/lib/base/context";
import { pgPool } from "@/lib/base/db/pool";
import { type Ramp, stepAfter } from "./ramp.shared";
import { counterKey } from "./warmup-day";

/** A plan that runs, as it is stored. */
export interface StoredPlan extends Ramp {
  id: string;
  providerShare: number;
  step: number;
  /** UTC day that `step` is for. */
  stepDay: string;
  holdUntil: Date | null;
}

/**
 * Moves a plan to a new UTC day: one step on when its last day was used, else it stays. A plan whose target was reached and used is
 * finished: null. Whoever comes first moves it; the others come to the same step.
 */
export async function advancePlan(ctx: Ctx, plan: StoredPlan, day: string): Promise<StoredPlan | null> {
  const { rows } = await pgPool().query<{ used: number }>(
    "select used::int as used from pace_counter where workspace_id = $1::uuid and key = $2",
    [ctx.workspaceId, counterKey(plan.id, plan.stepDay)],
  );
  const { step, finished } = stepAfter(plan, plan.step, rows[0]?.used ?? 0);
  await pgPool().query(
    `update warmup_plan
        set step = $4, step_day = $5::date, ended_at = case when $6 then $7::timestamptz end,
            ended_reason = case when $6 then 'finished' end
      where workspace_id = $1::uuid and id = $2::uuid and step_day = $3::date and ended_at is null`,
    [ctx.workspaceId, plan.id, plan.stepDay, step, day, finished, ctx.now()],
  );
  if (finished) return null;
  return { ...plan, step, stepDay: day };
}
