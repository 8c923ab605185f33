import { urlAlternatives } from "@/lib/content/liquid/url-liquid";

/** What can be wrong with the address of a link; null when nothing is. */
export type LinkProblem = "empty" | "placeholder" | "local" | "malformed" | "insecure" | "unusual" | "sometimes";

const placeholderHosts =
  /(^|\.)(example\.(com|org|net)|yourdomain\.com|yoursite\.com|your-?website\.com|domain\.tld)$/i;
const localHosts =
  /^(localhost|127\.|0\.0\.0\.0|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|\[::1\])|\.(local|localhost|internal|test)$/i;
/** Schemes of programs that people have: calendar, telephone, messengers, maps. */
const appSchemes =
  /^(mailto|tel|sms|mms|webcals?|whatsapp|viber|tg|skype|signal|sgnl|line|weixin|facetime|facetime-audio|geo|maps|comgooglemaps|waze|xmpp|sips?|matrix|zoommtg|msteams|slack|spotify|market|itms|itms-apps|intent|fb|fb-messenger|instagram|twitter|bitcoin|lightning|cid):/i;
const refusedSchemes = /^(javascript|vbscript|data|file|blob|about|view-source):/i;

/**
 * Judges a link's address as it stands in the design. One that Liquid chooses is judged in all its branches: what is wrong in each of
 * them is wrong, what is wrong in some is so for some. Addresses that begin with a value are only known per recipient and pass.
 */
export function linkProblem(href: string): LinkProblem | null {
  const address = href.trim();
  if (!/\{[{%]/.test(address)) return fixedProblem(address);
  if (/^\{\{/.test(address)) return null;
  const found = (urlAlternatives(address) ?? []).map((each) => fixedProblem(each.trim()));
  const [first, ...others] = found;
  if (!first && others.every((each) => !each)) return null;
  return others.every((each) => each === first) ? (first ?? null) : "sometimes";
}

function fixedProblem(address: string): LinkProblem | null {
  if (address === "") return "empty";
  if (address === "#" || /^https?:\/\/?$/i.test(address) || /^javascript:/i.test(address)) return "placeholder";
  if (address.startsWith("#")) return null;
  if (appSchemes.test(address)) return /^[a-z-]+:.+/i.test(address) ? null : "empty";
  if (refusedSchemes.test(address)) return "malformed";
  if (!/^https?:/i.test(address) && /^[a-z][a-z\d+-]*:(?!\d)/i.test(address)) return "unusual";
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return "malformed";
  const url = new URL(address);
  if (url.hostname === "value.invalid") return null;
  if (localHosts.test(url.hostname)) return "local";
  if (placeholderHosts.test(url.hostname)) return "placeholder";
  if (!url.hostname.includes(".")) return "malformed";
  return url.protocol === "http:" ? "insecure" : null;
}
