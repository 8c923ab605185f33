import { mailboxProviders, providerLabel } from "@/lib/base/addresses/mailbox-providers.shared";
import type { Ctx } from "@/lib/base/context";
import type { PacingRule, Transport } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import type { Rates } from "./limits";
import { hasDefaults, noRates, ratesFor, slowStateAt } from "./rules";

/** How a transport treats one receiving provider; times are ISO 8601. */
export interface ProviderPaceView {
  provider: string;
  label: string;
  /** A person's limits, or the defaults. */
  source: "custom" | "default";
  limits: Rates;
  /** What the provider's own replies have led to; null: nothing. */
  slow: {
    perSecond: number | null;
    since: string | null;
    suspendedUntil: string | null;
    reason: string | null;
  } | null;
}

export interface TransportPaceView {
  id: string;
  name: string;
  kind: Transport["kind"];
  isDefault: boolean;
  /** The transport's own limits. */
  limits: Rates;
  /** What this UTC hour and day have used of them; null where there is no limit. */
  usedThisHour: number | null;
  usedToday: number | null;
  hasDefaults: boolean;
  /** Slowed ones first, then those with limits of their own. */
  providers: ProviderPaceView[];
}

/** All transports of the workspace with their limits, towards whom, and how far they have slowed down by themselves. */
export async function findPaces(ctx: Ctx): Promise<TransportPaceView[]> {
  const transports = await ctx.db.transport.findMany({
    where: { workspaceId: ctx.workspaceId },
    include: { pacingRules: true },
    orderBy: [{ isDefault: "desc" }, { createdAt: "asc" }],
  });
  const used = await countersOf(ctx, transports);
  return transports.map((transport) => ({
    id: publicId("trp", transport.id),
    name: transport.name,
    kind: transport.kind,
    isDefault: transport.isDefault,
    limits: onlyRates(transport),
    usedThisHour: transport.maxPerHour === null ? null : (used.get(`t/${transport.id}/hour`) ?? 0),
    usedToday: transport.maxPerDay === null ? null : (used.get(`t/${transport.id}/day`) ?? 0),
    hasDefaults: hasDefaults(transport.kind),
    providers: providersOf(transport, transport.pacingRules, ctx.now()),
  }));
}

function providersOf(transport: Transport, rules: readonly PacingRule[], now: Date): ProviderPaceView[] {
  const byProvider = new Map(rules.map((rule) => [rule.provider, rule]));
  const ids = new Set([...mailboxProviders.map(({ id }) => id), ...byProvider.keys()]);
  const views = [...ids].map((provider): ProviderPaceView => {
    const rule = byProvider.get(provider);
    const state = slowStateAt(rule, now);
    const slowed = state.currentPerSecond !== null || state.suspendedUntil !== null;
    return {
      provider,
      label: providerLabel(provider),
      source: rule?.custom ? "custom" : "default",
      limits: onlyRates(ratesFor(transport.kind, provider, rule)),
      slow: slowed
        ? {
            perSecond: state.currentPerSecond,
            since: state.slowedAt?.toISOString() ?? null,
            suspendedUntil: state.suspendedUntil?.toISOString() ?? null,
            reason: state.reason,
          }
        : null,
    };
  });
  const shown = views.filter(
    ({ source, limits, slow }) => slow || source === "custom" || Object.values(limits).some((limit) => limit !== null),
  );
  const rank = ({ slow, source }: ProviderPaceView) => (slow ? 0 : source === "custom" ? 1 : 2);
  return shown.sort((a, b) => rank(a) - rank(b));
}

function onlyRates({ maxPerSecond, maxPerMinute, maxPerHour, maxPerDay }: Rates): Rates {
  return { ...noRates, maxPerSecond, maxPerMinute, maxPerHour, maxPerDay };
}

/** What was used of hourly and daily limits in the running UTC hour and day. */
async function countersOf(ctx: Ctx, transports: readonly Transport[]): Promise<Map<string, number>> {
  const keys = transports.flatMap(({ id }) => [`t/${id}/hour`, `t/${id}/day`]);
  const rows = await ctx.db.paceCounter.findMany({ where: { workspaceId: ctx.workspaceId, key: { in: keys } } });
  const hour = new Date(ctx.now()).setUTCMinutes(0, 0, 0);
  const day = new Date(ctx.now()).setUTCHours(0, 0, 0, 0);
  return new Map(
    rows
      .filter(({ key, windowStart }) => windowStart?.getTime() === (key.endsWith("/hour") ? hour : day))
      .map(({ key, used }) => [key, Number(used)]),
  );
}
