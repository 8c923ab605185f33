import { ownTable } from "@/lib/base/text/own-table.shared";

/** Domains that belong to one mailbox provider; any other domain stands for itself. */
const PROVIDERS: Record<string, readonly string[]> = ownTable({
  Gmail: ["gmail.com", "googlemail.com"],
  "Outlook.com": [
    "outlook.com",
    "hotmail.com",
    "live.com",
    "msn.com",
    "hotmail.co.uk",
    "hotmail.fr",
    "outlook.de",
    "live.co.uk",
  ],
  "Yahoo and AOL": [
    "yahoo.com",
    "yahoo.co.uk",
    "yahoo.fr",
    "yahoo.de",
    "ymail.com",
    "rocketmail.com",
    "aol.com",
    "yahoo.co.jp",
  ],
  iCloud: ["icloud.com", "me.com", "mac.com"],
  "GMX and WEB.DE": ["gmx.de", "gmx.net", "gmx.at", "gmx.ch", "gmx.com", "web.de"],
  Proton: ["proton.me", "protonmail.com", "pm.me"],
  Fastmail: ["fastmail.com", "fastmail.fm"],
  Comcast: ["comcast.net"],
  Orange: ["orange.fr", "wanadoo.fr"],
});

const BY_DOMAIN = new Map(
  Object.entries(PROVIDERS).flatMap(([name, domains]) => domains.map((domain) => [domain, name])),
);

/** The domains that a name of `providerOf` stands for. */
export function domainsOf(provider: string): readonly string[] {
  return PROVIDERS[provider] ?? [provider.toLowerCase()];
}

/** The mailbox provider of an address domain, or the domain itself. */
export function providerOf(domain: string): string {
  return BY_DOMAIN.get(domain.toLowerCase()) ?? domain;
}
