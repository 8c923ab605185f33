import type { Liquid } from "liquidjs";
import { frameText } from "@/emails/frame-text";
import { type BrandTheme, senderLine } from "@/emails/theme";
import { invalid } from "@/lib/base/errors";
import { escapeHtml } from "@/lib/base/html/escape-html";
import { htmlPieces } from "@/lib/base/html/read-html";
import { htmlLiquid, parseLiquid, plainLiquid } from "@/lib/content/liquid/liquid";
import {
  plainLiquidIn,
  plainLiquidInHtml,
  protectLiquid,
  restoreAddresses,
  restoreLiquid,
} from "@/lib/content/liquid/liquid-tokens.shared";
import { type ContentPlace, inPlace } from "@/lib/content/liquid/place-names";
import { writesTrackedLinks } from "@/lib/content/liquid/tracked-tag";
import { t } from "@/lib/language/t";
import { textUnsubscribes, wayOutShown } from "./always-shown";
import { type CompiledLink, LinkTable, type SharedNames } from "./link-table";
import { personaliseHtml } from "./personalise-html";
import { renderDocument } from "./render-document";
import { footerText } from "./render-text";
import { textOfSource } from "./text-source";

export type { CompiledLink } from "./link-table";

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
  /** For a mail that its recipient's own action causes: nothing about leaving lists is added to it. */
  withoutWayOut?: boolean | undefined;
  /** Known when the mail is sent; addresses that hold nothing else become the same for everybody. */
  names?: SharedNames | undefined;
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
  /** Whether the mail carries an unsubscribe link; always so after compiling but for `withoutWayOut`. */
  usesUnsubscribe: boolean;
}

const pixel =
  '<img src="{{ slots.pixel }}" alt="" width="1" height="1" style="display:block;border:0;width:1px;height:1px" />';

function insertAt(html: string, at: number, addition: string): string {
  return html.slice(0, at) + addition + html.slice(at);
}

/** The least that mail needs to be honest, for code that forgot it. */
function codeFooter(input: ContentInput): string {
  const frame = frameText(input.lang ?? "en");
  const sender = senderLine(input.brand);
  return (
    '<p style="margin:24px 0;text-align:center;font-family:Helvetica,Arial,sans-serif;font-size:13px;line-height:20px;color:#6b7280">' +
    `${escapeHtml(sender)}${sender ? "<br />" : ""}` +
    `<a href="{{ unsubscribe_url }}" style="color:#6b7280">${escapeHtml(frame.unsubscribe)}</a></p>`
  );
}

function fromCode(html: string, input: ContentInput, table: LinkTable): { html: string; text: string } {
  const preview = input.previewText
    ? `<div data-preview="" style="display:none;max-height:0;overflow:hidden">${restoreLiquid(escapeHtml(protectLiquid(input.previewText)))}</div>`
    : "";
  const body = htmlPieces(protectLiquid(html)).find((piece) => piece.kind === "open" && piece.name === "body");
  const bodyAt = body ? restoreLiquid(protectLiquid(html).slice(0, body.end)).length : 0;
  const opened = insertAt(html, bodyAt, preview);
  const shown = wayOutShown(opened);
  const isWhole = shown.always || input.withoutWayOut;
  const linked = linkedHtml(isWhole ? opened : insertAt(opened, shown.end, codeFooter(input)), table);
  const text = textOfSource(opened, (url) => table.inText(url));
  if (input.withoutWayOut) return { html: linked, text: `${text}\n` };
  return { html: linked, text: textUnsubscribes(text) ? `${text}\n` : `${text}\n\n${footerText(input)}\n` };
}

const linkedHtml = (html: string, table: LinkTable) =>
  personaliseHtml(html, { link: ({ url, label }) => table.inHtml(url, label) });

/** Throws for Liquid that does not parse, and for what only compiling may write. */
function checkLiquid(source: string, place: ContentPlace, engine: Liquid): void {
  if (writesTrackedLinks(source))
    throw invalid(t('{where}, the tag "{tag}" cannot be used.', { where: inPlace(place), tag: "tracked_link" }));
  parseLiquid(source, place, engine);
}

async function renderSource(input: ContentInput, table: LinkTable): Promise<{ html: string; text: string }> {
  if (input.html !== undefined) {
    if (!input.html.trim()) throw invalid(t("The content is empty."), { content: t("Write something first.") });
    const html = plainLiquidInHtml(input.html);
    checkLiquid(html, "content", htmlLiquid);
    return fromCode(html, input, table);
  }
  const { html, text } = await renderDocument(input.document, input);
  checkLiquid(html, "content", htmlLiquid);
  const linked = linkedHtml(html, table);
  return { html: linked, text: restoreAddresses(plainLiquidIn(text), (url) => table.inText(url)) };
}

/**
 * Compiles one variant once: document or code to HTML and text, links and pixel replaced by slots, Liquid checked.
 * Throws an `invalid` error naming the place and the tag when the Liquid is wrong or would not be safe where it stands.
 */
export async function compileContent(input: ContentInput): Promise<CompiledContent> {
  checkLiquid(input.subject, "subject", plainLiquid);
  checkLiquid(input.previewText, "preview text", htmlLiquid);
  const table = new LinkTable(input.trackClicks, input.names);
  const { html: linked, text } = await renderSource(input, table);
  const html = input.trackOpens ? insertAt(linked, wayOutShown(linked).end, pixel) : linked;
  parseLiquid(html, "content", htmlLiquid);
  parseLiquid(text, "plain text", plainLiquid);
  return {
    subject: plainLiquidIn(input.subject),
    html,
    text,
    links: table.links,
    personalLinks: table.personal,
    bytes: new TextEncoder().encode(html).length,
    usesUnsubscribe: html.includes("unsubscribe_url"),
  };
}
