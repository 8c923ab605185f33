import { otherProvider } from "@/lib/base/addresses/mailbox-providers.shared";
import type { Ctx } from "@/lib/base/context";
import type { Transport } from "@/lib/base/db/generated/client";
import { MONTH_KEY } from "@/lib/sending/transports/month-use";
import type { TransportRefusal } from "@/lib/sending/transports/refusal";
import { recentStanding } from "@/lib/sending/transports/standing";
import { forgetTransports } from "@/lib/sending/transports/transport-rows";
import { type WarmupToday, warmupToday } from "@/lib/sending/warmup/warmup-today";
import { type Limit, perSecondLimit, ratesToLimits } from "./limits";
import { hasDefaults, paceTarget, providerFinder, ratesFor, rulesOf, slowStateAt, type TransportRules } from "./rules";
import { giveBack, takePace } from "./take";
import type { GroupPlan, PacedCampaign, PacedMessage } from "./types";

export interface PlanGroup {
  transport: Transport;
  campaign: PacedCampaign | null;
  /** Domain of the sender's address, for its warm-up. */
  sendingDomain: string;
  /** `priority` (tests, transactional) never waits for bulk; only the transport's hourly and daily limits hold it. */
  lane: "bulk" | "priority";
  messages: readonly PacedMessage[];
}

/** A stretch of the group that goes to one provider with limits, or all the rest. */
interface Lane {
  target: string | null;
  ids: string[];
  limits: Limit[];
}

/**
 * Which messages of a group may be handed over now, within all limits in force: the transport's, the campaign's, the receiving
 * providers', the sending domain's warm-up and the workspace's month. At most half a second's worth is given at once. Where nothing is limited it costs no query.
 * Throws only when the database does.
 */
export async function planGroup(ctx: Ctx, group: PlanGroup): Promise<GroupPlan> {
  const { transport, messages } = group;
  const [rules, warmup, { maxMailsPerMonth }] = await Promise.all([
    rulesOf(ctx.workspaceId, transport.id),
    warmupToday(ctx, group.sendingDomain),
    recentStanding(ctx),
  ]);
  const now = ctx.now();
  const bulk = group.lane === "bulk";
  if (bulk && warmup?.holdUntil && warmup.holdUntil > now) return nothing(warmup.holdUntil);
  const shared = [...sharedLimits(group, warmup), ...monthLimit(maxMailsPerMonth)];
  const { lanes, suspended } = toLanes(group, rules, warmup, now);
  const limits = [...shared, ...lanes.flatMap((lane) => lane.limits)];
  if (limits.length === 0 && suspended === null) return everything(messages);
  const waiting = lanes.filter((lane) => lane.ids.length > 0);
  if (waiting.length === 0) return suspended ? nothing(suspended) : everything([]);
  if (limits.length === 0) return { ...everything([]), now: waiting.flatMap((lane) => lane.ids), later: suspended };
  const wants = waiting.map((lane) => lane.ids.length);
  const taken = await takePace(ctx.workspaceId, numbered(shared, waiting), wants, !bulk);
  const used = maxMailsPerMonth !== null && sum(taken.granted) < sum(wants) ? await usedUp(ctx) : null;
  const given = waiting.map((lane, index) => lane.ids.slice(0, taken.granted[index] ?? 0));
  const again = taken.laterMs === null ? null : new Date(ctx.now().getTime() + Math.ceil(taken.laterMs));
  return {
    now: given.flat(),
    waitMs: Math.max(0, taken.waitMs),
    later: earlier(again, suspended),
    refusal: used,
    releaseUnused: async (ids) => {
      const unused = new Set(ids);
      const counts = given.map((lane) => lane.filter((id) => unused.has(id)).length);
      if (counts.some((count) => count > 0)) await giveBack(ctx.workspaceId, taken, counts);
    },
  };
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

/** Not even a test passes it. */
function monthLimit(max: number | null): Limit[] {
  return max === null ? [] : [{ key: MONTH_KEY, lane: null, max, window: "month", hard: true }];
}

/** Whether it was the month's limit that held something back, by the counter as it stands now. */
async function usedUp(ctx: Ctx): Promise<TransportRefusal | null> {
  forgetTransports(ctx.workspaceId);
  return (await recentStanding(ctx)).closed;
}

const keepAll = async () => {};

function everything(messages: readonly PacedMessage[]): GroupPlan {
  return { now: messages.map(({ messageId }) => messageId), waitMs: 0, later: null, releaseUnused: keepAll };
}

function nothing(later: Date): GroupPlan {
  return { now: [], waitMs: 0, later, releaseUnused: keepAll };
}

function earlier(a: Date | null, b: Date | null): Date | null {
  if (!a || !b) return a ?? b;
  return a < b ? a : b;
}

function numbered(shared: readonly Limit[], lanes: readonly Lane[]): Limit[] {
  return [...shared, ...lanes.flatMap((lane, index) => lane.limits.map((limit) => ({ ...limit, lane: index + 1 })))];
}

/** Limits of the group as a whole. */
function sharedLimits({ transport, campaign }: PlanGroup, warmup: WarmupToday | null): Limit[] {
  const limits = ratesToLimits(`t/${transport.id}`, transport, true);
  if (campaign?.maxPerSecond) {
    limits.push(perSecondLimit(`c/${campaign.id}/second`, campaign.maxPerSecond, false));
  }
  if (campaign?.spreadMinutes && campaign.audienceCount && campaign.startedAt) {
    limits.push({
      key: `c/${campaign.id}/spread`,
      lane: null,
      max: campaign.audienceCount / (campaign.spreadMinutes * 60),
      seconds: 1,
      total: campaign.audienceCount,
      startedAt: campaign.startedAt.toISOString(),
      endsAt: new Date(campaign.startedAt.getTime() + campaign.spreadMinutes * 60_000).toISOString(),
    });
  }
  if (warmup) limits.push({ key: warmup.key, lane: null, max: warmup.allowed, window: "day" });
  return limits;
}

/** Sorts a group by receiving provider; who has no limit goes last, because they can go any time. */
function toLanes(
  group: PlanGroup,
  rules: TransportRules,
  warmup: WarmupToday | null,
  now: Date,
): { lanes: Lane[]; suspended: Date | null } {
  const { transport, messages } = group;
  const rest: Lane = { target: null, ids: [], limits: [] };
  if (!hasDefaults(transport.kind) && rules.byProvider.size === 0 && !warmup) {
    return { lanes: [{ ...rest, ids: messages.map(({ messageId }) => messageId) }], suspended: null };
  }
  const lanes = new Map<string, Lane | Date>();
  let suspended: Date | null = null;
  const provider = providerFinder(transport.kind);
  for (const { messageId, emailDomain } of messages) {
    const target = paceTarget(rules, provider(emailDomain), emailDomain);
    let lane = lanes.get(target);
    if (!lane) {
      lane = laneOf(group, target, rules, warmup, now) ?? rest;
      lanes.set(target, lane);
    }
    if (lane instanceof Date) suspended = earlier(suspended, lane);
    else lane.ids.push(messageId);
  }
  const limited = [...lanes.values()].filter((lane) => !(lane instanceof Date) && lane !== rest) as Lane[];
  return { lanes: [...limited, rest], suspended };
}

/** The lane of one provider, the end of its suspension, or null when nothing limits it. */
function laneOf(
  { transport, lane }: PlanGroup,
  target: string,
  rules: TransportRules,
  warmup: WarmupToday | null,
  now: Date,
): Lane | Date | null {
  const rule = rules.byProvider.get(target);
  const slow = slowStateAt(rule, now);
  if (slow.suspendedUntil && lane === "bulk") return slow.suspendedUntil;
  const rates = ratesFor(transport.kind, target, rule);
  const maxPerSecond = Math.min(rates.maxPerSecond ?? Infinity, slow.currentPerSecond ?? Infinity);
  const limits = ratesToLimits(
    `p/${transport.id}/${target}`,
    { ...rates, maxPerSecond: Number.isFinite(maxPerSecond) ? maxPerSecond : null },
    false,
  );
  if (warmup && warmup.perProvider < warmup.allowed && target !== otherProvider && !target.startsWith("@")) {
    limits.push({ key: `${warmup.key}/${target}`, lane: null, max: warmup.perProvider, window: "day" });
  }
  return limits.length > 0 ? { target, ids: [], limits } : null;
}
