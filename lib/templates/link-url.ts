import { parseLiquid, plainLiquid, renderLiquid } from "./liquid";
import { hasLiquid } from "./liquid-tokens";
import { encodeUrlOutputs } from "./personalise-html";

/** Whether an address is on the web and its host is the author's own words: only then may our redirect lead there. */
export function hasFixedHost(url: string): boolean {
  if (!/^https?:\/\//i.test(url)) return false;
  return !hasLiquid(url) || /^https?:\/\/[^\s/?#{}%]+[/?#]/i.test(url);
}

/**
 * The address of a tracked link for one contact; `data` is what Liquid sees (`contact`, `workspace`, `campaign`).
 * Null when what comes out is not a web address.
 */
export function renderLinkUrl(url: string, data: object): string | null {
  if (!hasFixedHost(url)) return null;
  const address = hasLiquid(url)
    ? renderLiquid(parseLiquid(encodeUrlOutputs(url), "link", plainLiquid), data, "link", plainLiquid)
    : url;
  return URL.canParse(address.trim()) ? address.trim() : null;
}
