import { invalid } from "@/lib/base/errors";
import { escapeHtml } from "@/lib/base/html/escape-html";
import { hasLiquid } from "@/lib/content/liquid/liquid-tokens.shared";
import { trackedSource } from "@/lib/content/liquid/tracked-tag";
import { encodeUrlOutputs, fixedStart, hasFixedHost } from "@/lib/content/liquid/url-liquid";
import { t } from "@/lib/language/t";
import { fillRuns, plainRuns } from "./plain-runs";

export interface CompiledLink {
  /** Place in `urls.click(no)`, from 0. */
  no: number;
  /** Where the reader ends up, as the author wrote it: what Liquid writes differs by recipient and travels in the click. */
  url: string;
  label: string;
  /** Whether the mail goes through our redirect; false when clicks are not tracked. */
  tracked: boolean;
}

/** What is the same for all recipients of a campaign. */
export interface SharedNames {
  workspace: { name: string };
  campaign: { name: string };
}

const linkSlot = (no: number) => `{{ slots.links[${no}] }}`;
const ownPages = /^\{\{-?\s*(unsubscribe_url|preferences_url|view_in_browser_url)\b/;
/** No reader follows more, and each costs every recipient something; the number of a link has two octets in its token. */
const MAX_LINKS = 5000;
/** Browsers and servers take about as much. */
const MAX_URL_CHARS = 8000;

/** White space and marks that would end an address in plain text (RFC 3986, appendix C). */
const percentEncoded = (known: string) => known.replace(/[\s<>"]/g, (char) => encodeURIComponent(char));

/** The links of a content while it is compiled, each once. */
export class LinkTable {
  readonly links: CompiledLink[] = [];
  /** Addresses whose very host is a contact's value; they are left as they are and not tracked. */
  readonly personal: { url: string; label: string }[] = [];
  private readonly known = new Map<string, CompiledLink>();
  private readonly byUrl = new Map<string, CompiledLink>();
  private readonly trackClicks: boolean;
  private readonly names: SharedNames | undefined;

  constructor(trackClicks: boolean, names?: SharedNames) {
    this.trackClicks = trackClicks;
    this.names = names;
  }

  /** Registers a link of the HTML part; answers the source of its attribute, or null to leave it as it is. */
  inHtml(url: string, label: string): string | null {
    const link = this.add(url, label);
    if (link?.tracked) {
      return hasLiquid(link.url) ? tracked(link, encodeUrlOutputs(url, escapeHtml)) : linkSlot(link.no);
    }
    return hasLiquid(url) ? encodeUrlOutputs(url, escapeHtml) : null;
  }

  /** The source of an address in the text part. */
  inText(url: string): string {
    const link = this.byUrl.get(url);
    const address = encodeUrlOutputs(url, /^(tel|sms):/i.test(url) ? undefined : percentEncoded);
    if (!link?.tracked) return address;
    return hasLiquid(link.url) ? tracked(link, address, percentEncoded) : linkSlot(link.no);
  }

  /** The same words to the same address are one link. */
  private add(url: string, label: string): CompiledLink | null {
    if (!isWeb(url)) {
      if (hasLiquid(url) && !ownPages.test(url)) this.personal.push({ url, label });
      return null;
    }
    const key = `${url}\n${label}`;
    let link = this.known.get(key);
    if (!link) {
      checkSize(url, this.links.length);
      link = { no: this.links.length, url: this.withNames(url), label, tracked: this.trackClicks };
      this.links.push(link);
      this.known.set(key, link);
      if (!this.byUrl.has(url)) this.byUrl.set(url, link);
    }
    return link;
  }

  /** An address that holds no other values than the names of workspace and campaign is the same for everybody. */
  private withNames(url: string): string {
    const runs = this.names && this.trackClicks && hasLiquid(url) ? plainRuns(encodeUrlOutputs(url)) : null;
    if (!runs?.values.every(({ path }) => path[0] === "workspace" || path[0] === "campaign")) return url;
    return fillRuns(runs, this.names ?? {}, false) ?? url;
  }
}

function checkSize(url: string, links: number): void {
  if (url.length > MAX_URL_CHARS)
    throw invalid(t("The content has an address of more than {most} characters.", { most: String(MAX_URL_CHARS) }), {
      content: "address",
    });
  if (links >= MAX_LINKS)
    throw invalid(t("The content has more than {most} different links.", { most: String(MAX_LINKS) }), {
      content: "links",
    });
}

/** `words` may lengthen what all share, so the place where the recipient's part begins is counted behind it. */
function tracked({ no, url }: CompiledLink, address: string, known = (text: string) => text): string {
  return trackedSource({ no, shared: known(fixedStart(url)).length }, address);
}

function isWeb(url: string): boolean {
  return hasFixedHost(url) && (hasLiquid(url) || URL.canParse(url));
}
