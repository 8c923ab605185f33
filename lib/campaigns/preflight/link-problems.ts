/** What can be wrong with the address of a link; null when nothing is. */
export type LinkProblem = "empty" | "placeholder" | "local" | "malformed" | "insecure";

const placeholderHosts =
  /(^|\.)(example\.(com|org|net)|yourdomain\.com|yoursite\.com|your-?website\.com|domain\.tld)$/i;
const localHosts =
  /^(localhost|127\.|0\.0\.0\.0|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|\[::1\])|\.(local|localhost|internal|test)$/i;
const liquid = /\{\{[\s\S]*?\}\}/g;

/**
 * Judges a link's address as it stands in the design. Addresses that begin with a merge tag are only known per
 * recipient and pass; a tag inside an address is replaced by a letter for the check.
 */
export function linkProblem(href: string): LinkProblem | null {
  const address = href.trim();
  if (address === "") return "empty";
  if (address === "#" || /^https?:\/\/?$/i.test(address) || /^javascript:/i.test(address)) return "placeholder";
  if (/^\{\{/.test(address) || address.startsWith("#")) return null;
  if (/^(mailto|tel|sms):/i.test(address)) return /^[a-z]+:.+/i.test(address) ? null : "empty";
  const plain = address.replace(liquid, "x");
  if (!/^https?:\/\//i.test(plain) || /\s/.test(plain) || !URL.canParse(plain)) return "malformed";
  const url = new URL(plain);
  if (localHosts.test(url.hostname)) return "local";
  if (placeholderHosts.test(url.hostname)) return "placeholder";
  if (!url.hostname.includes(".")) return "malformed";
  return url.protocol === "http:" ? "insecure" : null;
}
