import { parseLiquid, plainLiquid, renderLiquid } from "@/lib/content/liquid/liquid";
import { hasLiquid } from "@/lib/content/liquid/liquid-tokens.shared";
import { encodeUrlOutputs, fixedStart, hasFixedHost, trimUrl } from "@/lib/content/liquid/url-liquid";

/** As long as a link of a mail can be. */
const maxUrlChars = 8000;

/**
 * The address of a link for one contact as far as its stored source tells; `data` is what Liquid sees (`contact`, `workspace`,
 * `campaign`). Null when what comes out is not a web address of the author's.
 */
export function renderLinkUrl(url: string, data: object): string | null {
  if (url.length > maxUrlChars || !hasFixedHost(url)) return null;
  const address = hasLiquid(url)
    ? renderLiquid(parseLiquid(encodeUrlOutputs(url), "link", plainLiquid), data, "link", plainLiquid)
    : url;
  return webAddress(address);
}

/** The address that a click carries: what of it was rendered when the mail was made, behind the words that all share. */
export function carriedUrl(url: string, rest: string): string | null {
  return webAddress(fixedStart(url) + rest);
}

function webAddress(text: string): string | null {
  const address = trimUrl(text);
  return /^https?:/i.test(address) && URL.canParse(address) ? address : null;
}
