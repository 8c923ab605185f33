import type { Ctx } from "@/lib/base/context";
import type { SendingDomain, WarmupPlan } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { sayHoldReason } from "./judge-warmup";
import { allowedAt, rampDays, stepAfter } from "./ramp.shared";
import { counterKey, utcDay } from "./warmup-day";

export interface WarmupDay {
  /** Calendar day in UTC, as in 2026-11-23. */
  day: string;
  allowed: number;
  /** Null: still to come. */
  used: number | null;
}

/** A sending domain and its warm-up; times are ISO 8601. */
export interface WarmupView {
  domainId: string;
  domainName: string;
  domainStatus: SendingDomain["status"];
  plan: {
    startedAt: string;
    startPerDay: number;
    growth: number;
    targetPerDay: number;
    providerShare: number;
    allowedToday: number;
    usedToday: number;
    /** Which day of the growth it is, from 1, and how many there are when each is used. */
    dayNumber: number;
    totalDays: number;
    holdUntil: string | null;
    holdReason: string | null;
    /** What was, the latest week of it, and the days to come up to the target. */
    days: WarmupDay[];
  } | null;
  /** How the last plan ended, when none runs. */
  ended: { at: string; reason: "finished" | "stopped" } | null;
}

const SHOWN_BEFORE = 6;
const SHOWN_AFTER = 3;
const DAY_MS = 86_400_000;

/** The workspace's domains with their warm-ups. */
export async function findWarmups(ctx: Ctx): Promise<WarmupView[]> {
  const domains = await ctx.db.sendingDomain.findMany({
    where: { workspaceId: ctx.workspaceId },
    include: { warmupPlans: { orderBy: { startedAt: "desc" } } },
    orderBy: { createdAt: "asc" },
  });
  return Promise.all(
    domains.map(async (domain) => {
      const running = domain.warmupPlans.find((plan) => plan.endedAt === null);
      const last = domain.warmupPlans[0];
      return {
        domainId: publicId("dom", domain.id),
        domainName: domain.name,
        domainStatus: domain.status,
        plan: running ? await planView(ctx, running) : null,
        ended:
          !running && last?.endedAt
            ? { at: last.endedAt.toISOString(), reason: last.endedReason === "finished" ? "finished" : "stopped" }
            : null,
      };
    }),
  );
}

async function planView(ctx: Ctx, plan: WarmupPlan): Promise<NonNullable<WarmupView["plan"]>> {
  const now = ctx.now();
  const past = await ctx.db.paceCounter.findMany({
    where: { workspaceId: ctx.workspaceId, key: { startsWith: counterKey(plan.id, "") } },
    orderBy: { key: "asc" },
  });
  const prefix = counterKey(plan.id, "").length;
  const used = new Map(
    past.filter(({ key }) => key.length === prefix + 10).map((row) => [row.key.slice(prefix), row] as const),
  );
  const today = utcDay(now);
  const stepDay = utcDay(plan.stepDay);
  // The first mail of a day moves the plan on; until then its last day says where it will stand.
  const { step } =
    stepDay < today ? stepAfter(plan, plan.step, Number(used.get(stepDay)?.used ?? 0)) : { step: plan.step };
  const allowedToday = allowedAt(plan, step);
  const usedToday = Number(used.get(today)?.used ?? 0);
  const before = [...used.entries()]
    .filter(([day]) => day < today)
    .slice(-SHOWN_BEFORE)
    .map(([day, row]) => ({ day, allowed: Number(row.ceiling ?? 0), used: Number(row.used) }));
  const ahead = Math.min(SHOWN_AFTER, Math.max(0, rampDays(plan) - step - 1));
  const after = Array.from({ length: ahead }, (_, index) => ({
    day: utcDay(new Date(now.getTime() + (index + 1) * DAY_MS)),
    allowed: allowedAt(plan, step + index + 1),
    used: null,
  }));
  const held = plan.holdUntil !== null && plan.holdUntil > now;
  return {
    startedAt: plan.startedAt.toISOString(),
    startPerDay: plan.startPerDay,
    growth: plan.growth,
    targetPerDay: plan.targetPerDay,
    providerShare: plan.providerShare,
    allowedToday,
    usedToday,
    dayNumber: Math.min(step + 1, rampDays(plan)),
    totalDays: rampDays(plan),
    holdUntil: held ? (plan.holdUntil?.toISOString() ?? null) : null,
    holdReason: held && plan.holdReason ? sayHoldReason(plan.holdReason) : null,
    days: [...before, { day: today, allowed: allowedToday, used: usedToday }, ...after],
  };
}
