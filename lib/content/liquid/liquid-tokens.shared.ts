import { plainTag, withoutReferences } from "./liquid-quotes.shared";

// Private-use characters: no keyboard makes them, React and html-to-text pass them on as they are.
const open = "\ue000";
const close = "\ue001";
const tokenPattern = /\ue000([0-9a-z-]*)\ue001/g;
const addressPattern = /\ue002([0-9a-z-]*)\ue003/g;

const encode = (tag: string) => Array.from(tag, (char) => (char.codePointAt(0) ?? 32).toString(36)).join("-");
const decode = (hidden: string) =>
  hidden
    .split("-")
    .map((code) => String.fromCodePoint(Number.parseInt(code, 36)))
    .join("");

export interface LiquidPiece {
  kind: "text" | "output" | "tag";
  source: string;
}

/**
 * Cuts a text into its Liquid tags and what stands between them, in time that grows with its length only: that no closing
 * mark follows is found out once, not again at each opening one.
 */
export function liquidPieces(text: string): LiquidPiece[] {
  const pieces: LiquidPiece[] = [];
  let from = 0;
  let at = text.indexOf("{");
  let lastOutputEnd = Number.POSITIVE_INFINITY;
  let lastTagEnd = Number.POSITIVE_INFINITY;
  while (at >= 0) {
    const mark = text[at + 1];
    const isTag = mark === "%";
    let end = -1;
    if (mark === "{" && at < lastOutputEnd) {
      end = text.indexOf("}}", at + 2);
      if (end < 0) lastOutputEnd = at;
    } else if (isTag && at < lastTagEnd) {
      end = text.indexOf("%}", at + 2);
      if (end < 0) lastTagEnd = at;
    }
    if (end >= 0) {
      if (at > from) pieces.push({ kind: "text", source: text.slice(from, at) });
      from = end + 2;
      pieces.push({ kind: isTag ? "tag" : "output", source: text.slice(at, from) });
    }
    at = text.indexOf("{", end >= 0 ? from : at + 1);
  }
  if (from < text.length) pieces.push({ kind: "text", source: text.slice(from) });
  return pieces;
}

/** Hides each Liquid tag in an opaque token, so that escaping around it cannot touch the quotes inside it. */
export function protectLiquid(text: string): string {
  return liquidPieces(text.replace(/[\ue000\ue001]/g, ""))
    .map(({ kind, source }) => (kind === "text" ? source : open + encode(plainTag(source)) + close))
    .join("");
}

/** Liquid in plain quotes, whatever an editor made of them; the words around it stay as they are. */
export function plainLiquidIn(source: string): string {
  return liquidPieces(source)
    .map((piece) => (piece.kind === "text" ? piece.source : plainTag(piece.source)))
    .join("");
}

/** The same for HTML, where quotes and signs inside a tag may be character references. */
export function plainLiquidInHtml(html: string): string {
  return liquidPieces(html.replace(/[\ue000-\ue003]/g, ""))
    .map((piece) => (piece.kind === "text" ? piece.source : plainTag(withoutReferences(piece.source))))
    .join("");
}

/** Puts the hidden Liquid tags back, each as `change` leaves it. */
export function restoreLiquid(text: string, change: (tag: string) => string = (tag) => tag): string {
  return text.replace(tokenPattern, (_, hidden: string) => change(decode(hidden)));
}

/** A text without its hidden Liquid tags. */
export function withoutLiquid(text: string): string {
  return text.replace(tokenPattern, "");
}

/** Whether a text has Liquid in it. */
export function hasLiquid(text: string): boolean {
  return /\{\{|\{%/.test(text);
}

/** A merge tag in Liquid's words, with what stands in when the contact has no value. */
export function mergeTagSource(path: string, fallback?: string | null): string {
  if (!fallback) return `{{ ${path} }}`;
  const clean = fallback.replace(/[{}%]/g, "");
  // Liquid strings know no escapes, so the quote that is not used inside has to delimit them.
  const quoted = clean.includes('"') ? `'${clean.replaceAll("'", "’")}'` : `"${clean}"`;
  return `{{ ${path} | default: ${quoted} }}`;
}

/** Hides an address, so that what makes text of HTML passes it on as it is. */
export function hideAddress(url: string): string {
  return `\ue002${encode(url)}\ue003`;
}

/** Puts something in the place of each hidden address. */
export function restoreAddresses(text: string, write: (url: string) => string): string {
  return text.replace(addressPattern, (_, hidden: string) => write(decode(hidden)));
}
