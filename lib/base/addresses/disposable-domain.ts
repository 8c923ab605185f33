import { disposableEmailBlocklist } from "disposable-email-domains-js";

/** Some 170 KB, read when the first address is looked at. Of disposable-email-domains (CC0), which its people look after every week. */
let known: ReadonlySet<string> | null = null;

/** True for a domain that gives out mailboxes for a few minutes, and for those below it. */
export function isDisposableDomain(domain: string): boolean {
  known ??= new Set(disposableEmailBlocklist());
  for (let at = 0; at >= 0 && domain.indexOf(".", at) >= 0; at = next(domain, at)) {
    if (known.has(domain.slice(at))) return true;
  }
  return false;
}

/** Where the part behind the next dot begins; -1 behind the last. */
const next = (domain: string, at: number) => domain.indexOf(".", at) + 1 || -1;
