import { allowedAttributes, allowedElements, droppedWithContent, paragraphs, voidElements } from "./allowed";
import { escapeHtml } from "./escape-html";
import { type OpenTag, readHtml } from "./read-html";

export interface CleanOptions {
  /** Decides about the address of a picture: another address, or null to leave the picture out. */
  picture?: (address: string) => string | null;
}

/** What a mail may cost the browser of its reader; mail that people write stays far below. */
const limits = { chars: 2_000_000, tags: 50_000, depth: 256, attributes: 60, value: 20_000 };

/**
 * HTML that somebody else wrote, with only what shows text, tables and pictures left of it. It is written anew from an allow-list of
 * elements, attributes and schemes, so nothing passes because it was not thought of; comments, scripts, forms and frames are gone.
 */
export function cleanHtml(html: string, options: CleanOptions = {}): { html: string; cut: boolean } {
  const out: string[] = [];
  const open = new Map<string, number>();
  let depth = 0;
  let tags = 0;
  let skipped: string | null = null;
  let skippedDepth = 0;
  const source = html.slice(0, limits.chars);
  readHtml(source, (piece) => {
    if (piece.kind === "open" && droppedWithContent.has(piece.name)) {
      if (skipped === null) skipped = piece.name;
      if (skipped === piece.name) skippedDepth += 1;
      return;
    }
    if (skipped !== null) {
      if (piece.kind !== "close" || piece.name !== skipped) return;
      skippedDepth -= 1;
      if (skippedDepth === 0) skipped = null;
      return;
    }
    if (piece.kind === "text") {
      // The content of a style element is read by a browser as it stands; it cannot hold its own end.
      if (piece.inside !== "style") out.push(escapeHtml(piece.text));
      else if (open.get("style")) out.push(piece.text);
    } else if (piece.kind === "open") {
      tags += 1;
      if (!allowedElements.has(piece.name) || tags > limits.tags) return;
      const nests = !voidElements.has(piece.name) && !paragraphs.has(piece.name);
      if (nests && depth >= limits.depth && piece.name !== "style") return;
      const tag = writeTag(piece, options);
      if (tag === null) return;
      out.push(tag);
      if (voidElements.has(piece.name)) return;
      open.set(piece.name, (open.get(piece.name) ?? 0) + 1);
      if (nests) depth += 1;
    } else if (piece.kind === "close") {
      const count = open.get(piece.name) ?? 0;
      if (count === 0) return;
      open.set(piece.name, count - 1);
      if (!paragraphs.has(piece.name)) depth -= 1;
      out.push(`</${piece.name}>`);
    }
  });
  if (open.get("style")) out.push("</style>");
  return { html: out.join(""), cut: html.length > limits.chars || tags > limits.tags };
}

function writeTag(tag: OpenTag, options: CleanOptions): string | null {
  const seen = new Set<string>();
  let written = `<${tag.name}`;
  for (const attribute of tag.attributes.slice(0, limits.attributes)) {
    const name = attribute.name.toLowerCase();
    if (seen.has(name) || !allowedAttributes.has(name)) continue;
    seen.add(name);
    const value = allowedValue(name, attribute.value, options);
    if (value === null && name === "src") return null;
    if (value !== null) written += ` ${name}="${escapeHtml(value)}"`;
  }
  return `${written}>`;
}

function allowedValue(name: string, value: string, { picture }: CleanOptions): string | null {
  if (name === "src" || name === "background") {
    const address = value.trim();
    if (!hasScheme(address, /^(https?|cid):|^data:image\/(png|jpe?g|gif|webp|bmp);/i)) return null;
    return picture ? picture(address) : address;
  }
  if (value.length > limits.value) return null;
  if (name === "href") return hasScheme(value, /^(https?|mailto|tel):/i) ? value.trim() : null;
  return value;
}

/** Whether an address has one of the schemes, or none at all. Browsers skip white space and control characters in a scheme. */
function hasScheme(address: string, schemes: RegExp): boolean {
  const start = address.slice(0, 200).replace(/[\s\p{Cc}]+/gu, "");
  return schemes.test(start) || !/^[a-z][a-z0-9+.-]{0,60}:/i.test(start);
}
