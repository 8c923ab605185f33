import { ownTable } from "@/lib/base/text/own-table.shared";
import { isProviderDomain } from "./mailbox-providers.shared";

/** Mailbox providers that people mistype most. */
const POPULAR = [
  "gmail.com",
  "googlemail.com",
  "hotmail.com",
  "outlook.com",
  "yahoo.com",
  "icloud.com",
  "proton.me",
  "protonmail.com",
  "web.de",
  "t-online.de",
  "hotmail.fr",
  "hotmail.co.uk",
  "yahoo.co.uk",
  "comcast.net",
];

/** Real domains that lie a slip or two away from a popular one, beside those that the table of mailbox providers names; they are left alone. */
const REAL: ReadonlySet<string> = new Set(
  "mail.com email.com fmail.com gail.com grail.com gmac.com gmat.com cloud.com online.de hotmail.es protonmail.ch proton.com".split(
    " ",
  ),
);

/** Names that stand before `.com` only: with another ending of three letters or more they are a slip. */
const ONLY_COM = new Set(["gmail", "googlemail", "hotmail", "icloud"]);

const TLD_SLIPS: Record<string, string> = ownTable({
  con: "com",
  cmo: "com",
  ocm: "com",
  vom: "com",
  xom: "com",
  comm: "com",
  coom: "com",
  cpm: "com",
  nte: "net",
  ent: "net",
  ogr: "org",
});

/**
 * The domain that was probably meant (`gmial.com` gives `gmail.com`), or null. Only ever a question to a person: the address itself is never
 * changed. Rather none than a wrong one: a name that exists is left alone, and two slips count only behind the same first letter.
 */
export function suggestDomain(domain: string): string | null {
  const given = domain.toLowerCase();
  if (given.length > MAX_LENGTH || isReal(given)) return null;
  const repaired = repairEnding(given);
  if (isReal(repaired)) return repaired;
  return nearest(repaired) ?? (repaired === given ? null : repaired);
}

/** Longer than any popular one with its slips. */
const MAX_LENGTH = 253;

const isReal = (domain: string) => POPULAR.includes(domain) || REAL.has(domain) || isProviderDomain(domain);

/** What is known to be wrong by itself: an ending that is none, or twice there, a name without its ending, a name said twice. */
function repairEnding(given: string): string {
  const once = given.replace(/(\.[a-z]{2,3})\1$/, "$1");
  const dot = once.lastIndexOf(".");
  if (dot < 0) return ONLY_COM.has(once) ? `${once}.com` : once;
  const name = once.slice(0, dot);
  const tld = once.slice(dot + 1);
  if (ONLY_COM.has(name) && tld.length > 2) return `${name}.com`;
  const slip = TLD_SLIPS[tld];
  return `${name.replace(/mailmail$/, "mail")}.${slip ?? tld}`;
}

/** The popular domain that fewest slips lead to. */
function nearest(domain: string): string | null {
  let best: string | null = null;
  let least = 3;
  for (const candidate of POPULAR) {
    if (Math.abs(candidate.length - domain.length) >= least) continue;
    const slips = distance(domain, candidate);
    if (slips >= least || slips > allowedSlips(domain, candidate)) continue;
    best = candidate;
    least = slips;
  }
  return best;
}

/** Short names have many honest neighbours: of them only letters that changed places count. */
function allowedSlips(domain: string, candidate: string): number {
  if (candidate.length < 8) return sameLetters(domain, candidate) ? 1 : 0;
  return candidate.length >= 9 && domain[0] === candidate[0] ? 2 : 1;
}

const sameLetters = (a: string, b: string) => [...a].sort().join("") === [...b].sort().join("");

/** Optimal string alignment: insertions, deletions, replacements and swaps of neighbours each count one. */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => [i, ...new Array<number>(b.length).fill(0)]);
  const at = (i: number, j: number) => rows[i]?.[j] ?? 0;
  for (let j = 0; j <= b.length; j++) rows[0]![j] = j;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, at(i - 2, j - 2) + 1);
      rows[i]![j] = least;
    }
  }
  return at(a.length, b.length);
}
