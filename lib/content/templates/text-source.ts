import { toPlainText } from "react-email";
import { OpenElements } from "@/lib/base/html/open-elements";
import { type HtmlPiece, htmlPieces } from "@/lib/base/html/read-html";
import { hideAddress, protectLiquid, restoreAddresses, restoreLiquid } from "@/lib/content/liquid/liquid-tokens.shared";
import { personaliseHtml } from "./personalise-html";
import { plainTextOptions } from "./plain-text";

/** Hidden Liquid tags that steer or assign, in order; what only writes stays where it was dropped. */
function steering(protectedText: string): string {
  return (protectedText.match(/\ue000[0-9a-z-]*\ue001/g) ?? [])
    .filter((token) => restoreLiquid(token).startsWith("{%"))
    .join("");
}

/** As deep as browsers nest; what makes the text looks through all that is open at every closing tag. */
const deepest = 512;

/** Tells of each tag whether it opens or closes an element that is nested too deep to matter. */
function tooDeep(): (piece: HtmlPiece) => boolean {
  const open = new OpenElements<boolean>();
  return (piece) => {
    if (piece.kind === "close") return open.close(piece.name)[0] ?? false;
    if (piece.kind !== "open") return false;
    const deep = open.depth >= deepest;
    open.open(piece.name, deep);
    return deep && open.depth > deepest;
  };
}

/**
 * HTML without what makes no text, and not nested too deep, whose Liquid survives the way to plain text: that drops comments, styles and everything outside of the body, and with them
 * the variables assigned there and one end of a condition.
 */
export function keepSteering(source: string): string {
  const pieces = htmlPieces(source);
  const body = pieces.findIndex((piece) => piece.kind === "open" && piece.name === "body");
  const bodyEnd = pieces.findLastIndex((piece) => piece.kind === "close" && piece.name === "body");
  const parts: string[] = [];
  let waiting = "";
  const isTooDeep = tooDeep();
  for (const [at, piece] of pieces.entries()) {
    const text = source.slice(piece.start, piece.end);
    const [before, behind] = [at < body, bodyEnd >= 0 && at >= bodyEnd];
    if (before || behind || (piece.kind === "text" && piece.inside)) waiting += steering(text);
    if (behind) continue;
    const left = piece.kind === "comment" || isTooDeep(piece);
    parts.push(!left ? text : before ? "" : steering(text));
    if (before || piece.kind === "text") continue;
    parts.push(waiting);
    waiting = "";
  }
  return parts.join("") + waiting;
}

/** The text part of a mail written in HTML, with its Liquid in place and its addresses written by `address`. */
export function textOfSource(html: string, address: (url: string) => string): string {
  const same = new Map<string, string>();
  const linked = personaliseHtml(html, {
    link({ url, label }) {
      if (url.startsWith("#") || url === "") return null;
      const hidden = hideAddress(url.replace(/^mailto:/i, ""));
      if (label === url || `mailto:${label}` === url) same.set(`${protectLiquid(label)} (${hidden})`, hidden);
      return hidden;
    },
  });
  let text = toPlainText(keepSteering(protectLiquid(linked)), plainTextOptions).trim();
  for (const [twice, once] of same) text = text.replaceAll(twice, once);
  return restoreAddresses(restoreLiquid(text), address);
}
