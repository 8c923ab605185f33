import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import { remember } from "@/lib/base/cache/remember";
import type { Ctx } from "@/lib/base/context";
import { pgPool } from "@/lib/base/db/pool";
import { advancePlan, type StoredPlan } from "./advance-plan";
import { allowedAt } from "./ramp.shared";
import { counterKey, utcDay } from "./warmup-day";

/** What a domain's warm-up allows today (UTC). */
export interface WarmupToday {
  planId: string;
  /** Name of today's counter. */
  key: string;
  allowed: number;
  /** At most so many of them to one mailbox provider. */
  perProvider: number;
  holdUntil: Date | null;
}

const FRESH_MS = 1000;
const recent = new BoundedCache<Promise<WarmupToday | null>>({ max: 5000 });

/** The warm-up of a sending domain, at most a second old; null when it has no plan that runs. */
export function warmupToday(ctx: Ctx, domainName: string): Promise<WarmupToday | null> {
  return remember(recent, warmupCacheKey(ctx, domainName), () => load(ctx, domainName), FRESH_MS);
}

/** Under what a process remembers the warm-up of a domain. */
export function warmupCacheKey(ctx: Ctx, domainName: string): string {
  return `${ctx.workspaceId}/${domainName}`;
}

/** Makes the next look ask the database. */
export function forgetWarmup(key: string): void {
  recent.delete(key);
}

async function load(ctx: Ctx, domainName: string): Promise<WarmupToday | null> {
  const { rows } = await pgPool().query<StoredPlan>({
    name: "warmup-plan",
    text: `select p.id, p.start_per_day as "startPerDay", p.growth, p.target_per_day as "targetPerDay",
                  p.provider_share as "providerShare", p.step, p.step_day::text as "stepDay", p.hold_until as "holdUntil"
             from sending_domain d
             join warmup_plan p on p.workspace_id = d.workspace_id and p.domain_id = d.id and p.ended_at is null
            where d.workspace_id = $1::uuid and d.name = $2`,
    values: [ctx.workspaceId, domainName],
  });
  const stored = rows[0];
  if (!stored) return null;
  const day = utcDay(ctx.now());
  const plan = stored.stepDay < day ? await advancePlan(ctx, stored, day) : stored;
  if (!plan) return null;
  const allowed = allowedAt(plan, plan.step);
  return {
    planId: plan.id,
    key: counterKey(plan.id, plan.stepDay),
    allowed,
    perProvider: Math.max(1, Math.ceil(allowed * plan.providerShare)),
    holdUntil: plan.holdUntil,
  };
}
