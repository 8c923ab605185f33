import { isDisposableDomain } from "@/lib/base/addresses/disposable-domain";
import { suggestDomain } from "@/lib/base/addresses/domain-typo.shared";
import { isRoleAccount } from "@/lib/base/addresses/role-account";
import type { AddressMark } from "./marks.shared";

export interface FoundMark {
  mark: AddressMark;
  /** Of a misspelt domain the one that was meant; else empty. */
  detail: string;
}

/** What an address says by itself, without asking the DNS. */
export function marksOfAddress(email: string, domain: string): FoundMark[] {
  const found: FoundMark[] = [];
  if (isRoleAccount(email)) found.push({ mark: "role", detail: "" });
  const meant = suggestDomain(domain);
  if (meant) found.push({ mark: "typo", detail: meant });
  // Whoever catches the mail of a misspelt domain may be on the list; its people are not there on purpose.
  else if (isDisposableDomain(domain)) found.push({ mark: "disposable", detail: "" });
  return found;
}
