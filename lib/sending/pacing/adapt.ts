import { actionFor, type ReplyAction } from "./reply-actions";
import { notSlowed, type SlowState, slowStateAt } from "./rules";

/** Nothing is slowed further than to one message a minute. */
export const SLOWEST_PER_SECOND = 1 / 60;
/** What a provider without a limit of its own is slowed down from when nothing is known, and up to before the limit goes. */
const UNKNOWN_PER_SECOND = 2;
const FULL_PER_SECOND = 50;
const SLOW_BY = 0.5;
const SPEED_UP_BY = 1.5;
const CLEAN_MS = 60_000;
/** Replies to what was on its way when the pace fell do not lower it again. */
const SETTLE_MS = 10_000;
const HOUR_MS = 3_600_000;
const MAX_REASON = 300;

export interface Slowing {
  provider: string;
  /** What holds by set-up; null: nothing. */
  limitPerSecond: number | null;
  /** Messages a second that the provider took lately; null: not known. */
  acceptedPerSecond: number | null;
  /** The replies that asked for less, in their own words. */
  replies: readonly string[];
  now: Date;
}

/** The state after replies that ask for less: half the pace, or what the rule for these words says. Pure. */
export function slowDown(before: SlowState, { now, replies, ...slowing }: Slowing): SlowState {
  const state = slowStateAt(before, now);
  const counting = before.hitsFrom !== null && now.getTime() - before.hitsFrom.getTime() < HOUR_MS;
  const hits = (counting ? before.hits : 0) + replies.length;
  const settling = state.slowedAt !== null && now.getTime() - state.slowedAt.getTime() < SETTLE_MS;
  const actions = replies
    .map((text) => actionFor(slowing.provider, text))
    .filter((action): action is ReplyAction => action !== null && hits >= (action.hits ?? 1));
  const after: SlowState = {
    currentPerSecond: settling && state.currentPerSecond !== null ? state.currentPerSecond : halved(state, slowing),
    slowedAt: settling ? state.slowedAt : now,
    suspendedUntil: state.suspendedUntil,
    reason: (replies.at(-1) ?? "").replace(/\s+/g, " ").slice(0, MAX_REASON),
    hits,
    hitsFrom: counting ? before.hitsFrom : now,
    cleanSince: latest(state.cleanSince, now),
  };
  return actions.reduce((next, action) => applied(next, action, now), after);
}

function halved(state: SlowState, { limitPerSecond, acceptedPerSecond }: Omit<Slowing, "now" | "replies">): number {
  const known = [state.currentPerSecond, limitPerSecond, acceptedPerSecond].filter((rate) => rate !== null && rate > 0);
  const from = known.length > 0 ? Math.min(...(known as number[])) : UNKNOWN_PER_SECOND;
  return Math.max(SLOWEST_PER_SECOND, from * SLOW_BY);
}

function applied(state: SlowState, action: ReplyAction, now: Date): SlowState {
  const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
  const next = { ...state };
  if (action.perMinute !== undefined) {
    next.currentPerSecond = Math.min(state.currentPerSecond ?? Infinity, action.perMinute / 60);
    next.cleanSince = latest(next.cleanSince, after(action.forMinutes ?? 0));
  }
  if (action.suspendMinutes !== undefined) {
    next.suspendedUntil = latest(state.suspendedUntil, after(action.suspendMinutes));
    next.cleanSince = latest(next.cleanSince, next.suspendedUntil);
  }
  return next;
}

/** The state after mail was taken: half as fast again for every clean minute, until the limit is gone. Pure. */
export function speedUp(state: SlowState, limitPerSecond: number | null, now: Date): SlowState {
  if (!maySpeedUp(state, now) || state.cleanSince === null) return state;
  const steps = Math.min(5, Math.floor((now.getTime() - state.cleanSince.getTime()) / CLEAN_MS));
  const faster = (state.currentPerSecond ?? Infinity) * SPEED_UP_BY ** steps;
  if (faster >= (limitPerSecond ?? FULL_PER_SECOND)) return notSlowed;
  return { ...state, currentPerSecond: faster, suspendedUntil: null, cleanSince: now };
}

/** True when a slowed provider has been clean for a minute. */
export function maySpeedUp(state: SlowState, now: Date): boolean {
  if (state.cleanSince === null) return false;
  if (state.suspendedUntil !== null && state.suspendedUntil > now) return false;
  return now.getTime() - state.cleanSince.getTime() >= CLEAN_MS;
}

function latest(a: Date | null, b: Date): Date;
function latest(a: Date | null, b: Date | null): Date | null;
function latest(a: Date | null, b: Date | null): Date | null {
  if (!a || !b) return a ?? b;
  return a > b ? a : b;
}
