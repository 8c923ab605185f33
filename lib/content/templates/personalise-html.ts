import { invalid } from "@/lib/base/errors";
import { escapeHtml } from "@/lib/base/html/escape-html";
import { type HtmlAttribute, type OpenTag, readHtml } from "@/lib/base/html/read-html";
import { plainTag, withoutReferences } from "@/lib/content/liquid/liquid-quotes.shared";
import {
  hasLiquid,
  liquidPieces,
  protectLiquid,
  restoreLiquid,
  withoutLiquid,
} from "@/lib/content/liquid/liquid-tokens.shared";
import { encodeUrlOutputs, trimLiquidUrl } from "@/lib/content/liquid/url-liquid";
import { t } from "@/lib/language/t";

/** An address in the HTML of a mail, as the author wrote it (Liquid in place, entities read). */
export interface FoundLink {
  url: string;
  /** What the reader sees: the words of the link or the alternative text of its image. */
  label: string;
}

export interface PersonaliseOptions {
  /** Decides what stands in the address of a link; returns HTML-safe Liquid source, or null to leave it. */
  link(link: FoundLink): string | null;
}

const urlAttributes = new Set(["href", "src", "background", "action", "poster", "cite", "longdesc"]);
const forbiddenTags = new Set(["iframe", "object", "embed", "form", "frame", "frameset", "applet"]);
const labelChars = 2000;

/** The first Liquid tag of a protected text that writes something, or null; `{% if %}` writes nothing. */
function outputIn(protectedText: string): string | null {
  if (!protectedText.includes("\ue000")) return null;
  return liquidPieces(restoreLiquid(protectedText)).find(({ kind }) => kind === "output")?.source ?? null;
}

/** `where` is said within the sentence: "in a style". */
function refuse(tag: string, where: string): never {
  throw invalid(
    t("In the content, {tag} cannot be used {where}. Put it in text or in a quoted attribute.", { tag, where }),
    { content: where },
  );
}

function checkAttribute(attribute: HtmlAttribute, raw: string): void {
  const nameOutput = outputIn(attribute.name);
  if (nameOutput) refuse(nameOutput, t("as the name of an attribute"));
  const name = withoutLiquid(attribute.name);
  if (/^on/i.test(name))
    throw invalid(
      t('The content has a script in "{attribute}". Mail clients remove it.', { attribute: name.slice(0, 60) }),
      {
        content: name,
      },
    );
  const output = outputIn(raw);
  // Addresses are written anew, in quotes.
  if (output && !attribute.quoted && !urlAttributes.has(name.toLowerCase()))
    refuse(output, t("in {attribute} without quotes", { attribute: name }));
  if (output && /^(style|srcdoc|srcset)$/i.test(name)) refuse(output, t("in {attribute}", { attribute: name }));
  // Browsers skip white space and control characters inside a scheme.
  const scheme = attribute.value.slice(0, 200).replace(/[\s\p{Cc}]+/gu, "");
  if (urlAttributes.has(name.toLowerCase()) && /^(javascript|vbscript|data:text|file):?/i.test(scheme))
    throw invalid(
      t('The content has an address that mail clients refuse: "{address}".', { address: raw.slice(0, 60) }),
      {
        content: name,
      },
    );
}

function checkTag(tag: OpenTag): void {
  const output = outputIn(tag.name);
  if (output) refuse(output, t("as the name of an element"));
  if (tag.name === "script")
    throw invalid(t("The content has a script. Mail clients remove it."), { content: "script" });
  if (forbiddenTags.has(tag.name))
    throw invalid(t("The content has {element}, which mail clients remove.", { element: `<${tag.name}>` }), {
      content: tag.name,
    });
}

/** A link that is being read: its words up to its end, the alternative text of its first image. */
interface OpenLabel {
  text: string;
  alt: string;
}

interface FoundUrl {
  attribute: HtmlAttribute;
  label: OpenLabel | null;
}

/** What is found in a piece of HTML. Positions count from `offset`: Outlook's comments are pieces of their own. */
interface Found {
  urls: FoundUrl[];
  /** The tags that are left out: what `base` says is written into the addresses. */
  bases: { start: number; end: number }[];
  baseUrl: string | null;
}

const labelOf = ({ text, alt }: OpenLabel) =>
  restoreLiquid(text.replace(/[\s\u200b]+/g, " ").trim() || alt).slice(0, 200);

/** Elements that are links; `v:` are the shapes that Outlook draws. */
const isLink = (name: string) => name === "a" || name === "area" || name.startsWith("v:");

/** Checks the HTML and collects its addresses, each with the words of its link. */
function findUrls(source: string, offset = 0, found: Found = { urls: [], bases: [], baseUrl: null }): Found {
  let label: OpenLabel | null = null;
  const addUrls = (tag: OpenTag) => {
    for (const attribute of tag.attributes) {
      const raw = source.slice(attribute.valueStart, attribute.valueEnd);
      checkAttribute(attribute, raw);
      const name = withoutLiquid(attribute.name).toLowerCase();
      if (!attribute.hasValue || !urlAttributes.has(name)) continue;
      const own = tag.name === "a" ? label : { text: "", alt: altOf(tag) };
      const at = { ...attribute, start: offset + attribute.start, end: offset + attribute.end };
      found.urls.push({ attribute: at, label: isLink(tag.name) && name === "href" ? own : null });
    }
  };
  readHtml(source, (piece) => {
    switch (piece.kind) {
      case "open":
        checkTag(piece);
        if (piece.name === "base") {
          readBase(piece, offset, found);
          return;
        }
        if (piece.name === "a") label = { text: "", alt: "" };
        else if (label && piece.name === "img") label.alt ||= altOf(piece);
        if (label && piece.name !== "a") addText(label, " ");
        addUrls(piece);
        return;
      case "close":
        if (piece.name === "a") label = null;
        else if (label) addText(label, " ");
        return;
      case "text":
        if (piece.inside === "style" || piece.inside === "script") {
          const output = outputIn(piece.text);
          if (output) refuse(output, t("in a style"));
        } else if (label) addText(label, piece.text);
        return;
      case "comment": {
        const inside = outlookPart(source.slice(piece.start, piece.end));
        if (inside) findUrls(inside.html, offset + piece.start + inside.at, found);
        return;
      }
      case "unfinished": {
        const output = outputIn(source.slice(piece.start, piece.end));
        if (output) refuse(output, t("in a tag that does not end"));
      }
    }
  });
  return found;
}

/** What Outlook reads of a comment: `<!--[if mso]> … <![endif]-->`. */
function outlookPart(comment: string): { html: string; at: number } | null {
  const start = /^<!--\[if [^\]]{1,80}\]>/i.exec(comment)?.[0];
  const end = comment.lastIndexOf("<![endif]");
  if (!start || end < start.length || start.endsWith("><!")) return null;
  return { html: comment.slice(start.length, end), at: start.length };
}

/** Mail clients ignore `base`, so it is applied here. The first one with an address counts, as in browsers. */
function readBase(tag: OpenTag, offset: number, found: Found): void {
  const href = tag.attributes.find(({ name }) => name.toLowerCase() === "href")?.value ?? "";
  if (outputIn(href)) refuse(outputIn(href) ?? "", t("in {element}", { element: "<base>" }));
  if (found.baseUrl === null && URL.canParse(href)) found.baseUrl = href;
  found.bases.push({ start: offset + tag.start, end: offset + tag.end });
}

/** An address in full; what begins with Liquid, a scheme or `#` is full already. */
function absolute(url: string, baseUrl: string | null): string {
  if (!baseUrl || url === "" || /^(#|\{\{|\{%|[a-z][a-z\d+.-]*:)/i.test(url)) return url;
  if (!hasLiquid(url)) return URL.canParse(url, baseUrl) ? new URL(url, baseUrl).href : url;
  // The marks of Liquid are no letters of an address: only what stands before the first is resolved.
  const start = /^[^{]*/.exec(url)?.[0] ?? "";
  return URL.canParse(start, baseUrl) ? new URL(start, baseUrl).href + url.slice(start.length) : url;
}

function addText(label: OpenLabel, text: string): void {
  if (label.text.length < labelChars) label.text += text.slice(0, labelChars);
}

const altOf = (tag: OpenTag) => tag.attributes.find(({ name }) => name.toLowerCase() === "alt")?.value ?? "";

/**
 * Makes HTML with Liquid in it safe to personalise and finds its links: personal values inside addresses are encoded for
 * addresses, links go through `options.link`, and a value where escaping could not protect the reader (in a script, a
 * style, an attribute without quotes) is refused with an error that names it. All else stays as the author wrote it.
 */
export function personaliseHtml(html: string, options: PersonaliseOptions): string {
  // Liquid is hidden in tokens, so that quotes and angle brackets inside a tag cannot confuse the reader.
  const source = protectLiquid(html);
  const { urls, bases, baseUrl } = findUrls(source);
  const changes = bases.map(({ start, end }) => ({ start, end, text: "" }));
  for (const { attribute, label } of urls) {
    const written = restoreLiquid(attribute.value, (tag) => plainTag(withoutReferences(tag)));
    const url = absolute(trimLiquidUrl(written), baseUrl);
    const slot = label ? options.link({ url, label: labelOf(label) }) : null;
    const next =
      slot ?? (hasLiquid(url) ? encodeUrlOutputs(url, escapeHtml) : url === written ? null : escapeHtml(url));
    if (next === null) continue;
    changes.push({ ...attribute, text: `${attribute.name}="${protectLiquid(next)}"` });
  }
  return restoreLiquid(spliced(source, changes));
}

/** A text with pieces of it replaced. */
function spliced(source: string, changes: { start: number; end: number; text: string }[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { start, end, text } of changes.sort((left, right) => left.start - right.start)) {
    parts.push(source.slice(from, start), text);
    from = end;
  }
  return parts.join("") + source.slice(from);
}
