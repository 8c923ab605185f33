import { promises as dns } from "node:dns";
import { otherProvider, providerOfExchangers } from "@/lib/base/addresses/mailbox-providers.shared";
import type { Ctx } from "@/lib/base/context";

/** What looking up mail exchangers needs; `node:dns/promises` has this shape. */
export interface MxResolver {
  resolveMx(host: string): Promise<{ exchange: string; priority: number }[]>;
}

const AT_ONCE = 20;
const SLICE = 500;

/**
 * Looks up the mail exchangers of domains that wait for it and writes down whose they are, up to 500 at a time. A null MX (RFC 7505) is
 * kept as ".". A domain without exchangers, and one whose servers do not answer, stays "other" and is asked for again after an hour.
 * Answers how many it looked up.
 */
export async function lookUpDomains(ctx: Ctx, resolver: MxResolver = newResolver()): Promise<number> {
  const waiting = await ctx.db.$queryRaw<{ domain: string }[]>`
    select domain from recipient_domain where checked_at = 'epoch' order by domain limit ${SLICE}`;
  const queue = waiting.map(({ domain }) => domain);
  const found: { domain: string; provider: string; mx: string[] }[] = [];
  const work = async () => {
    for (let domain = queue.pop(); domain !== undefined; domain = queue.pop()) {
      const mx = await exchangersOf(domain, resolver);
      found.push({ domain, mx, provider: mx.length > 0 ? providerOfExchangers(mx) : otherProvider });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await ctx.db.$executeRaw`
    update recipient_domain d
       set provider = f.provider, mx = array(select jsonb_array_elements_text(f.mx)), checked_at = ${ctx.now()}
      from jsonb_to_recordset(${JSON.stringify(found)}::jsonb) as f(domain text, provider text, mx jsonb)
     where d.domain = f.domain`;
  return found.length;
}

/** Hosts that take a domain's mail, best preference first; empty when there are none or nobody says. */
async function exchangersOf(domain: string, resolver: MxResolver): Promise<string[]> {
  try {
    const records = await resolver.resolveMx(domain);
    return records
      .sort((a, b) => a.priority - b.priority)
      .slice(0, 10)
      .map(({ exchange }) => exchange.toLowerCase().replace(/\.$/, "") || ".");
  } catch {
    return [];
  }
}

function newResolver(): MxResolver {
  return new dns.Resolver({ timeout: 3000, tries: 2 });
}
