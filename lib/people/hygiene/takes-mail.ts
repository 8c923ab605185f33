import { promises as dns } from "node:dns";
import { isProviderDomain } from "@/lib/base/addresses/mailbox-providers.shared";
import type { Ctx } from "@/lib/base/context";

/** What looking up who takes a domain's mail needs; `node:dns/promises` has this shape. */
export interface MailResolver {
  resolveMx(host: string): Promise<{ exchange: string; priority: number }[]>;
  resolve4(host: string): Promise<string[]>;
  resolve6(host: string): Promise<string[]>;
}

const AT_ONCE = 20;
const HOUR_MS = 3_600_000;
/** A domain that takes mail hardly ever stops; one that does not may be set up today. */
const KEEP_MS = { yes: 7 * 24 * HOUR_MS, no: HOUR_MS };
/** So many in a row without an answer: it is our DNS that fails, and the rest is not asked. */
const SILENT = 20;

/** Answers of the DNS that say for certain that there is none. */
const NONE: ReadonlySet<unknown> = new Set(["ENOTFOUND", "ENODATA"]);

/**
 * Whether domains take mail: by an MX record, else by an address of their own (RFC 5321 § 5.1); a null MX (RFC 7505) is a no. Null where the DNS
 * does not say: that is never a no. Answers are kept for a week, a no for an hour. Twenty look-ups at once.
 */
export async function takesMail(
  ctx: Ctx,
  domains: Iterable<string>,
  resolver: MailResolver = newResolver(),
): Promise<Map<string, boolean | null>> {
  const wanted = [...new Set(domains)];
  const found = new Map<string, boolean | null>(wanted.filter(isProviderDomain).map((domain) => [domain, true]));
  const unknown = wanted.filter((domain) => !found.has(domain));
  for (const [domain, takes] of await keptAnswers(ctx, unknown)) found.set(domain, takes);
  const asked = await askAll(
    unknown.filter((domain) => !found.has(domain)),
    resolver,
  );
  await keepAnswers(ctx, asked);
  for (const [domain, takes] of asked) found.set(domain, takes);
  return found;
}

async function keptAnswers(ctx: Ctx, domains: readonly string[]): Promise<[string, boolean][]> {
  if (domains.length === 0) return [];
  const now = ctx.now().getTime();
  const rows = await ctx.db.mailDomain.findMany({ where: { domain: { in: [...domains] } } });
  return rows
    .filter(({ takesMail, checkedAt }) => now - checkedAt.getTime() < (takesMail ? KEEP_MS.yes : KEEP_MS.no))
    .map(({ domain, takesMail }) => [domain, takesMail]);
}

async function askAll(domains: readonly string[], resolver: MailResolver): Promise<Map<string, boolean | null>> {
  const answers = new Map<string, boolean | null>();
  const queue = [...domains];
  let silent = 0;
  const work = async () => {
    for (let domain = queue.pop(); domain !== undefined; domain = queue.pop()) {
      const takes = silent >= SILENT ? null : await ask(domain, resolver);
      silent = takes === null ? silent + 1 : 0;
      answers.set(domain, takes);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return answers;
}

async function ask(domain: string, resolver: MailResolver): Promise<boolean | null> {
  const exchangers = await answerOf(resolver.resolveMx(domain));
  if (exchangers === null) return null;
  if (exchangers.length > 0) return exchangers.some(({ exchange }) => exchange !== "" && exchange !== ".");
  const addresses = await Promise.all([answerOf(resolver.resolve4(domain)), answerOf(resolver.resolve6(domain))]);
  if (addresses.some((found) => found !== null && found.length > 0)) return true;
  return addresses.includes(null) ? null : false;
}

/** Empty where there is nothing for certain, null where nobody says. */
async function answerOf<T>(asked: Promise<T[]>): Promise<T[] | null> {
  try {
    return await asked;
  } catch (error) {
    return NONE.has((error as NodeJS.ErrnoException).code) ? [] : null;
  }
}

/** Only what is certain is kept. In the order of domains, so that two workers lock alike. */
async function keepAnswers(ctx: Ctx, asked: ReadonlyMap<string, boolean | null>): Promise<void> {
  const certain = [...asked].filter(([, takes]) => takes !== null).sort(([a], [b]) => (a < b ? -1 : 1));
  if (certain.length === 0) return;
  await ctx.db.$executeRaw`
    insert into mail_domain (domain, takes_mail, checked_at)
    select domain, takes_mail, ${ctx.now()} from unnest(
      ${certain.map(([domain]) => domain)}::text[], ${certain.map(([, takes]) => takes)}::boolean[]) as row (domain, takes_mail)
    on conflict (domain) do update set takes_mail = excluded.takes_mail, checked_at = excluded.checked_at`;
}

function newResolver(): MailResolver {
  return new dns.Resolver({ timeout: 3000, tries: 2 });
}
