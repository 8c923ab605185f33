import { toPlainText } from "react-email";
import { type BrandTheme, senderLine } from "@/emails/theme";
import { frameWords } from "@/emails/words";
import { invalid } from "@/lib/errors";
import { hasFixedHost } from "./link-url";
import { escapeHtml, htmlLiquid, parseLiquid, plainLiquid } from "./liquid";
import { hasLiquid, protectLiquid, restoreLiquid } from "./liquid-tokens";
import { personaliseHtml } from "./personalise-html";
import { plainTextOptions } from "./plain-text";
import { renderDocument } from "./render-document";
import { footerText } from "./render-text";

export interface ContentInput {
  /** Exactly one of `document` (block editor) and `html` (code). */
  document?: unknown;
  html?: string | undefined;
  /** Liquid source. */
  subject: string;
  previewText: string;
  brand: BrandTheme;
  lang?: string | undefined;
  /** Put before addresses that begin with `/`: `https://mail.example.com`. */
  assetBase: string;
  trackOpens: boolean;
  trackClicks: boolean;
}

export interface CompiledLink {
  /** Place in `urls.click(no)`, from 0. */
  no: number;
  /** Where the reader ends up. Liquid in path or query is rendered by `renderLinkUrl` when the click comes. */
  url: string;
  label: string;
  /** Whether the mail goes through our redirect; false when clicks are not tracked. */
  tracked: boolean;
}

/** One variant of a campaign, ready to be personalised: JSON all through, so it can be stored and shared by workers. */
export interface CompiledContent {
  /** Liquid sources; the last two with `slots` for links and pixel. */
  subject: string;
  html: string;
  text: string;
  links: CompiledLink[];
  /** Addresses whose very host is a contact's value; they are left as they are and not tracked. */
  personalLinks: { url: string; label: string }[];
  /** Size of the HTML part before personalisation. */
  bytes: number;
  /** Whether the mail carries an unsubscribe link; always so after compiling. */
  usesUnsubscribe: boolean;
}

const linkSlot = (no: number) => `{{ slots.links[${no}] }}`;
const pixel =
  '<img src="{{ slots.pixel }}" alt="" width="1" height="1" style="display:block;border:0;width:1px;height:1px" />';

const ownPages = /^\{\{-?\s*(unsubscribe_url|preferences_url|view_in_browser_url)\b/;

class LinkTable {
  readonly links: CompiledLink[] = [];
  readonly personal: { url: string; label: string }[] = [];
  private readonly trackClicks: boolean;

  constructor(trackClicks: boolean) {
    this.trackClicks = trackClicks;
  }

  /** Registers a link; the same words to the same address are one link. */
  add(url: string, label: string): string | null {
    if (!hasFixedHost(url)) {
      if (hasLiquid(url) && !ownPages.test(url)) this.personal.push({ url, label });
      return null;
    }
    let link = this.links.find((known) => known.url === url && known.label === label);
    if (!link) {
      link = { no: this.links.length, url, label, tracked: this.trackClicks };
      this.links.push(link);
    }
    return this.trackClicks ? linkSlot(link.no) : null;
  }

  /** Puts slots for the addresses of the text part. */
  inText(text: string): string {
    if (!this.trackClicks || this.links.length === 0) return text;
    const byUrl = new Map<string, number>();
    for (const link of this.links) if (!byUrl.has(link.url)) byUrl.set(link.url, link.no);
    const replaced = protectLiquid(text).replace(/(?<=^|[(\s])https?:\/\/[^\s]+?(?=\)*(?:\s|$))/gim, (url) => {
      const no = byUrl.get(restoreLiquid(url));
      return no === undefined ? url : linkSlot(no);
    });
    return restoreLiquid(replaced);
  }
}

function insertBeforeBodyEnd(html: string, addition: string): string {
  const at = html.toLowerCase().lastIndexOf("</body>");
  return at < 0 ? html + addition : html.slice(0, at) + addition + html.slice(at);
}

/** The least that mail needs to be honest, for code that forgot it. */
function codeFooter(input: ContentInput): string {
  const words = frameWords(input.lang ?? "en");
  const sender = senderLine(input.brand);
  return (
    '<p style="margin:24px 0;text-align:center;font-family:Helvetica,Arial,sans-serif;font-size:13px;line-height:20px;color:#6b7280">' +
    `${escapeHtml(sender)}${sender ? "<br />" : ""}` +
    `<a href="{{ unsubscribe_url }}" style="color:#6b7280">${escapeHtml(words.unsubscribe)}</a></p>`
  );
}

function fromCode(html: string, input: ContentInput): { html: string; text: string } {
  const preview = input.previewText
    ? `<div data-preview="" style="display:none;max-height:0;overflow:hidden">${restoreLiquid(escapeHtml(protectLiquid(input.previewText)))}</div>`
    : "";
  const body = /<body\b[^>]*>/i.exec(html);
  const opened = body ? html.replace(body[0], () => body[0] + preview) : preview + html;
  const unsubscribes = /\{\{-?\s*unsubscribe_url\b/.test(html);
  const whole = unsubscribes ? opened : insertBeforeBodyEnd(opened, codeFooter(input));
  const text = restoreLiquid(toPlainText(protectLiquid(opened), plainTextOptions)).trim();
  return { html: whole, text: unsubscribes ? `${text}\n` : `${text}\n\n${footerText(input)}\n` };
}

async function renderSource(input: ContentInput): Promise<{ html: string; text: string }> {
  if (input.html !== undefined) {
    if (!input.html.trim()) throw invalid("The content is empty.", { content: "Write something first." });
    return fromCode(input.html, input);
  }
  return renderDocument(input.document, input);
}

/**
 * Compiles one variant once: document or code to HTML and text, links and pixel replaced by slots, Liquid checked.
 * Throws an `invalid` error naming the place and the tag when the Liquid is wrong or would not be safe where it stands.
 */
export async function compileContent(input: ContentInput): Promise<CompiledContent> {
  parseLiquid(input.subject, "subject", plainLiquid);
  parseLiquid(input.previewText, "preview text", htmlLiquid);
  const source = await renderSource(input);
  parseLiquid(source.html, "content", htmlLiquid);
  const table = new LinkTable(input.trackClicks);
  const linked = personaliseHtml(source.html, { link: ({ url, label }) => table.add(url, label) });
  const html = input.trackOpens ? insertBeforeBodyEnd(linked, pixel) : linked;
  const text = table.inText(source.text);
  parseLiquid(html, "content", htmlLiquid);
  parseLiquid(text, "plain text", plainLiquid);
  return {
    subject: input.subject,
    html,
    text,
    links: table.links,
    personalLinks: table.personal,
    bytes: new TextEncoder().encode(html).length,
    usesUnsubscribe: html.includes("unsubscribe_url"),
  };
}
