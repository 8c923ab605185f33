import { domainToUnicode } from "node:url";

/** An address with its domain as people write it: "ada@xn--bcher-kva.example" is "ada@bücher.example". For the eye only. */
export function shownAddress(email: string): string {
  const domain = email.slice(email.lastIndexOf("@") + 1);
  return `${email.slice(0, email.length - domain.length)}${shownDomain(domain)}`;
}

/** A domain as people write it (RFC 5890, U-labels); one that cannot be read stays as it is. */
export function shownDomain(domain: string): string {
  return domain.includes("xn--") ? domainToUnicode(domain) || domain : domain;
}
