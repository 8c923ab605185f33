import { ownTable } from "@/lib/base/text/own-table.shared";

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

/** Real domains that lie one slip away from a popular one; they are left alone. */
const REAL = new Set([
  ...POPULAR,
  "mail.com",
  "email.com",
  "ymail.com",
  "gmx.com",
  "fmail.com",
  "hotmail.de",
  "hotmail.es",
  "hotmail.it",
  "yahoo.ca",
  "yahoo.fr",
  "yahoo.de",
  "yahoo.it",
  "yahoo.es",
  "yahoo.in",
  "outlook.de",
  "outlook.es",
  "outlook.fr",
  "outlook.it",
  "protonmail.ch",
]);

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
 * The domain that was probably meant (`gmial.com` gives `gmail.com`), or null. Only ever a question to the person who types:
 * the address itself is never changed.
 */
export function suggestDomain(domain: string): string | null {
  const given = domain.toLowerCase();
  if (REAL.has(given)) return null;
  const dot = given.lastIndexOf(".");
  const tld = TLD_SLIPS[given.slice(dot + 1)];
  const repaired = dot > 0 && tld ? `${given.slice(0, dot + 1)}${tld}` : given;
  if (POPULAR.includes(repaired)) return repaired;
  let best: string | null = null;
  let least = 3;
  for (const candidate of POPULAR) {
    // Short names have many honest neighbours, so they are allowed one slip only.
    const allowed = candidate.length >= 9 ? 2 : 1;
    if (Math.abs(candidate.length - repaired.length) > allowed) continue;
    const slips = distance(repaired, candidate);
    if (slips <= allowed && slips < least) {
      best = candidate;
      least = slips;
    }
  }
  return best ?? (repaired === given ? null : repaired);
}

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
