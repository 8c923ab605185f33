import { otherProvider } from "@/lib/base/addresses/mailbox-providers.shared";
import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import { remember } from "@/lib/base/cache/remember";
import type { Transport } from "@/lib/base/db/generated/client";
import { pgPool } from "@/lib/base/db/pool";
import { aboutTransport, isEmbedded } from "@/lib/mail/transports/kinds/transport-kinds.shared";
import { defaultPerSecond } from "./default-pace.shared";
import type { Rates } from "./limits";
import { providerOfDomain, providerSeen } from "./provider-of";

/** How far a transport has slowed down towards a provider, by what the provider said. */
export interface SlowState {
  /** Null: not slowed. */
  currentPerSecond: number | null;
  slowedAt: Date | null;
  suspendedUntil: Date | null;
  /** The reply that slowed it down last. */
  reason: string | null;
  /** Replies that asked to slow down since `hitsFrom`. */
  hits: number;
  hitsFrom: Date | null;
  /** No such reply since then; in the future while the slow-down has to last. */
  cleanSince: Date | null;
}

/** A row of pacing_rule. */
export interface StoredRule extends Rates, SlowState {
  provider: string;
  custom: boolean;
}

export const noRates: Rates = { maxPerSecond: null, maxPerMinute: null, maxPerHour: null, maxPerDay: null };
export const notSlowed: SlowState = {
  currentPerSecond: null,
  slowedAt: null,
  suspendedUntil: null,
  reason: null,
  hits: 0,
  hitsFrom: null,
  cleanSince: null,
};

/** A slow-down that nothing was sent under for so long says nothing about today. */
const FORGOTTEN_MS = 6 * 3_600_000;

/** The slow-down as it holds now: old ones are forgotten, a suspension that is over is none. */
export function slowStateAt(rule: SlowState | undefined, now: Date): SlowState {
  if (!rule) return notSlowed;
  const suspended = rule.suspendedUntil !== null && rule.suspendedUntil > now;
  const forgotten = rule.cleanSince === null || now.getTime() - rule.cleanSince.getTime() > FORGOTTEN_MS;
  if (forgotten && !suspended) return notSlowed;
  return suspended ? rule : { ...rule, suspendedUntil: null };
}

/** Only mail servers that we speak to ourselves get default limits: a provider's account has its own rate, the mailbox none. */
export function hasDefaults(kind: Transport["kind"]): boolean {
  return aboutTransport(kind).reach === "server";
}

/** The limits that hold for a provider by set-up: a person's own, else the defaults. */
export function ratesFor(kind: Transport["kind"], provider: string, rule: StoredRule | undefined): Rates {
  if (rule?.custom) return rule;
  return { ...noRates, maxPerSecond: hasDefaults(kind) ? defaultPerSecond(provider) : null };
}

/** All rules of one transport. */
export interface TransportRules {
  byProvider: ReadonlyMap<string, StoredRule>;
  /** True when single domains have rules too. */
  hasDomains: boolean;
}

const FRESH_MS = 1000;
const recent = new BoundedCache<Promise<TransportRules>>({ max: 5000 });

/** The rules of a transport, at most a second old. */
export function rulesOf(workspaceId: string, transportId: string): Promise<TransportRules> {
  const key = `${workspaceId}/${transportId}`;
  return remember(recent, key, () => loadRules(workspaceId, transportId), FRESH_MS);
}

/** Makes the next look ask the database. */
export function forgetRules(workspaceId: string, transportId: string): void {
  recent.delete(`${workspaceId}/${transportId}`);
}

async function loadRules(workspaceId: string, transportId: string): Promise<TransportRules> {
  const { rows } = await pgPool().query<StoredRule>({
    name: "pacing-rules",
    text: `select provider, custom, max_per_second as "maxPerSecond", max_per_minute as "maxPerMinute",
                  max_per_hour as "maxPerHour", max_per_day as "maxPerDay", current_per_second as "currentPerSecond",
                  slowed_at as "slowedAt", suspended_until as "suspendedUntil", reason, hits, hits_from as "hitsFrom",
                  clean_since as "cleanSince"
             from pacing_rule where workspace_id = $1::uuid and transport_id = $2::uuid`,
    values: [workspaceId, transportId],
  });
  return {
    byProvider: new Map(rows.map((row) => [row.provider, row])),
    hasDomains: rows.some(({ provider }) => provider.startsWith("@")),
  };
}

/** How to find the provider of a domain through this transport: what stays on this machine is no reason to ask the DNS. */
export function providerFinder(kind: Transport["kind"]): (emailDomain: string) => string {
  return isEmbedded(kind) ? providerSeen : providerOfDomain;
}

/** Whom a recipient domain's pace belongs to: its provider, or itself when it has a rule of its own and nobody known runs it. */
export function paceTarget(rules: TransportRules, provider: string, emailDomain: string): string {
  if (provider !== otherProvider || !rules.hasDomains) return provider;
  const own = `@${emailDomain}`;
  return rules.byProvider.has(own) ? own : provider;
}
