import { setTimeout as sleep } from "node:timers/promises";
import { otherProvider, providerOfKnownDomain } from "@/lib/base/addresses/mailbox-providers.shared";
import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import { systemCtx } from "@/lib/base/context";
import { pgPool } from "@/lib/base/db/pool";
import { enqueue } from "@/lib/base/jobs/define-job";
import { createLog } from "@/lib/base/log";
import { lookUpDomainsJob } from "./look-up-job";

const log = createLog({ part: "pacing" });

/** Domains that this process has met, with what is known of them. A quarter of a million take about 30 MB. */
const known = new BoundedCache<string>({ max: 250_000 });
/** Met, but not asked the database for yet. */
const unasked = new Set<string>();
const ASK_AFTER_MS = 250;
const ASK_AT_ONCE = 5000;
/** A domain's exchangers are looked up again after this time, when mail goes there. */
const FRESH_HOURS = 30 * 24;
/** Without exchangers, or without an answer: sooner. */
const FRESH_EMPTY_HOURS = 1;
/** By then the job has looked up what was new. */
const ASK_AGAIN_MS = 15_000;
const LAST_ASK_MS = 30 * 60_000;

let asking: Promise<void> | null = null;

/** Names that exist nowhere outside (RFC 6761, RFC 2606), or are none. */
const nowhere = /(^|\.)(test|example|invalid|localhost|local|internal)$|(^|\.)example\.(com|net|org)$/;

/** The receiving provider of an address domain as far as this process knows; nobody is asked. */
export function providerSeen(domain: string): string {
  return known.get(domain) ?? providerOfKnownDomain(domain) ?? otherProvider;
}

/**
 * The receiving provider of an address domain: one look into a map. A domain that was never seen is "other" for the moment; what the
 * database knows of it arrives a quarter of a second later, and a job looks up its mail exchangers when that is nothing.
 */
export function providerOfDomain(domain: string): string {
  const provider = known.get(domain);
  if (provider !== undefined) return provider;
  const byName = providerOfKnownDomain(domain);
  known.set(domain, byName ?? otherProvider);
  if (byName === null && domain.includes(".") && !nowhere.test(domain)) {
    unasked.add(domain);
    asking ??= askSoon();
  }
  return byName ?? otherProvider;
}

/**
 * The receiving providers of address domains for what is shown: as `providerOfDomain` finds them, and where this process does not know,
 * as the database has them. One statement by key; no exchanger is looked up for a page.
 */
export async function storedProviders(domains: readonly string[]): Promise<(domain: string) => string> {
  const unsure = [...new Set(domains)].filter((domain) => providerSeen(domain) === otherProvider);
  if (unsure.length === 0) return providerSeen;
  const { rows } = await pgPool().query<StoredProvider>(
    "select domain, provider from recipient_domain where domain = any($1::text[]) and provider <> $2",
    [unsure, otherProvider],
  );
  const stored = new Map(rows.map(({ domain, provider }) => [domain, provider]));
  return (domain) => stored.get(domain) ?? providerSeen(domain);
}

/** Resolves when everything met so far has been looked for in the database. */
export async function providersLoaded(): Promise<void> {
  await asking;
}

/** Forgets what this process knows; for tests. */
export function forgetProviders(): void {
  known.clear();
  unasked.clear();
}

async function askSoon(): Promise<void> {
  try {
    while (unasked.size > 0) {
      await sleep(ASK_AFTER_MS, undefined, { ref: false });
      const domains = [...unasked].slice(0, ASK_AT_ONCE);
      for (const domain of domains) unasked.delete(domain);
      await ask(domains);
    }
  } catch (error) {
    // Who cannot be asked for stays "other"; the next process asks again.
    log.warn("the providers of new domains are not known", { error });
  } finally {
    asking = null;
  }
}

/** Learns what the database knows; what it does not know is looked up by a job and asked for once more. */
async function ask(domains: readonly string[]): Promise<void> {
  const missing = await learn(domains);
  if (missing.length === 0) return;
  await pgPool().query(
    `insert into recipient_domain (domain, provider, mx, checked_at) select d, $2, '{}', 'epoch' from unnest($1::text[]) d
     on conflict (domain) do update set checked_at = 'epoch'`,
    [missing.sort(), otherProvider],
  );
  await enqueue(systemCtx("", "pacing"), lookUpDomainsJob, { workspaceId: "" }, { singletonKey: "all" });
  askAgain(missing, ASK_AGAIN_MS);
}

/** Many new domains take the job minutes: what it has not come to is asked for once more, each time after twice as long. */
function askAgain(domains: readonly string[], afterMs: number): void {
  const again = async () => {
    const left = await learn(domains);
    if (left.length > 0 && afterMs < LAST_ASK_MS) askAgain(left, 2 * afterMs);
  };
  const failed = (error: unknown) => log.warn("the providers of new domains are not known", { error });
  setTimeout(() => void again().catch(failed), afterMs).unref();
}

interface StoredProvider {
  domain: string;
  provider: string;
}

/** Takes over what the database knows, an old answer until there is a new one. Answers the domains that nothing fresh is known of. */
async function learn(domains: readonly string[]): Promise<string[]> {
  const { rows } = await pgPool().query<StoredProvider & { fresh: boolean }>(
    `select domain, provider,
            checked_at > now() - case when mx = '{}' then $2::int else $3::int end * interval '1 hour' as fresh
       from recipient_domain where domain = any($1::text[])`,
    [domains, FRESH_EMPTY_HOURS, FRESH_HOURS],
  );
  for (const { domain, provider } of rows) known.set(domain, provider);
  const fresh = new Set(rows.filter((row) => row.fresh).map(({ domain }) => domain));
  return domains.filter((domain) => !fresh.has(domain));
}
