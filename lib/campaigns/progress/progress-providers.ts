import { otherProvider, providerLabel } from "@/lib/base/addresses/mailbox-providers.shared";
import type { Ctx } from "@/lib/base/context";
import type { Transport } from "@/lib/base/db/generated/client";
import { ratesFor, rulesOf, slowStateAt, type TransportRules } from "@/lib/sending/pacing/rules";
import type { DomainCounts } from "./progress-snapshot";
import type { ProviderProgress } from "./progress-view";

/** A way out with the pace it keeps towards each provider. */
export interface PacedTransport {
  transport: Transport;
  rules: TransportRules;
}

/** The ways out that a campaign may take, with their rules. */
export async function pacedTransports(ctx: Ctx, transports: readonly Transport[]): Promise<PacedTransport[]> {
  return Promise.all(
    transports.map(async (transport) => ({ transport, rules: await rulesOf(ctx.workspaceId, transport.id) })),
  );
}

/** Who receives for an address domain; see `storedProviders`. */
type ProviderOf = (domain: string) => string;

/** The counts of domains by receiving provider, the largest first and the rest last, with how they are treated now. */
export function progressByProvider(
  domains: readonly DomainCounts[],
  providerOf: ProviderOf,
  ways: readonly PacedTransport[],
  now: Date,
): ProviderProgress[] {
  const counts = new Map<string, Omit<DomainCounts, "domain">>();
  for (const { domain, ...count } of domains) {
    const id = domain === "" ? otherProvider : providerOf(domain);
    const sum = counts.get(id) ?? { total: 0, leftOut: 0, pending: 0, deferred: 0, tried: 0, putOff: 0 };
    for (const key of ["total", "leftOut", "pending", "deferred", "tried", "putOff"] as const) sum[key] += count[key];
    counts.set(id, sum);
  }
  return [...counts]
    .map(([id, { total, leftOut, pending, deferred, tried, putOff }]) => ({
      id,
      label: providerLabel(id),
      total: total - leftOut,
      done: total - leftOut - pending,
      deferred,
      deferralRate: tried > 0 ? putOff / tried : null,
      ...stateOf(id, ways, now),
    }))
    .filter(({ total }) => total > 0)
    .sort((a, b) => Number(a.id === otherProvider) - Number(b.id === otherProvider) || b.total - a.total);
}

/** The worst that any of the ways out has noted about a provider. */
function stateOf(
  id: string,
  ways: readonly PacedTransport[],
  now: Date,
): Pick<ProviderProgress, "state" | "until" | "perSecond" | "reason"> {
  const states = ways.map(({ rules }) => slowStateAt(rules.byProvider.get(id), now));
  const suspended = states.find((state) => state.suspendedUntil !== null);
  if (suspended) {
    const until = suspended.suspendedUntil?.toISOString() ?? null;
    return { state: "suspended", until, perSecond: null, reason: suspended.reason };
  }
  const slowed = states.find((state) => state.currentPerSecond !== null);
  if (slowed) return { state: "slowed", until: null, perSecond: slowed.currentPerSecond, reason: slowed.reason };
  return { state: "normal", until: null, perSecond: null, reason: null };
}

/**
 * Seconds that the limits need at least for what waits: the slowest provider, all providers through their ways out, and the
 * days of a warm-up. Null when nothing limits it. Limits of several ways out add up.
 */
export function ceilingSeconds(
  waiting: ReadonlyMap<string, number>,
  ways: readonly PacedTransport[],
  warmupPerDay: number | null,
  now: Date,
): number | null {
  const all = [...waiting.values()].reduce((sum, count) => sum + count, 0);
  if (all === 0 || ways.length === 0) return null;
  const times = [all / sum(ways.map(({ transport }) => slowest(transport)))];
  if (warmupPerDay !== null) times.push((all / Math.max(1, warmupPerDay)) * 86_400);
  for (const [id, count] of waiting) {
    times.push(count / sum(ways.map((way) => towards(way, id, now))));
  }
  const longest = Math.max(...times);
  return longest > 0 && Number.isFinite(longest) ? Math.ceil(longest) : null;
}

/** People that wait for their mail by receiving provider. */
export function waitingByProvider(domains: readonly DomainCounts[], providerOf: ProviderOf): Map<string, number> {
  const waiting = new Map<string, number>();
  for (const { domain, pending } of domains) {
    const id = domain === "" ? otherProvider : providerOf(domain);
    if (pending > 0) waiting.set(id, (waiting.get(id) ?? 0) + pending);
  }
  return waiting;
}

interface Rates {
  maxPerSecond: number | null;
  maxPerMinute: number | null;
  maxPerHour: number | null;
  maxPerDay: number | null;
}

/** Messages a second that all limits together allow. */
function slowest({ maxPerSecond, maxPerMinute, maxPerHour, maxPerDay }: Rates): number {
  return Math.min(
    maxPerSecond ?? Number.POSITIVE_INFINITY,
    (maxPerMinute ?? Number.POSITIVE_INFINITY) / 60,
    (maxPerHour ?? Number.POSITIVE_INFINITY) / 3600,
    (maxPerDay ?? Number.POSITIVE_INFINITY) / 86_400,
  );
}

function towards({ transport, rules }: PacedTransport, provider: string, now: Date): number {
  const rule = rules.byProvider.get(provider);
  const slowed = slowStateAt(rule, now).currentPerSecond ?? Number.POSITIVE_INFINITY;
  return Math.min(slowed, slowest(ratesFor(transport.kind, provider, rule)));
}

function sum(rates: readonly number[]): number {
  return rates.reduce((total, rate) => total + rate, 0);
}
