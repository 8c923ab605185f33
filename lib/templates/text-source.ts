import { toPlainText } from "react-email";
import { htmlPieces } from "@/lib/html/read-html";
import { hideAddress, protectLiquid, restoreAddresses, restoreLiquid } from "./liquid-tokens";
import { personaliseHtml } from "./personalise-html";
import { plainTextOptions } from "./plain-text";

/** Hidden Liquid tags that steer or assign, in order; what only writes stays where it was dropped. */
function steering(protectedText: string): string {
  return (protectedText.match(/\ue000[0-9a-z-]*\ue001/g) ?? [])
    .filter((token) => restoreLiquid(token).startsWith("{%"))
    .join("");
}

/**
 * HTML whose Liquid survives the way to plain text: that drops comments, styles and everything outside of the body, and with them
 * the variables assigned there and one end of a condition.
 */
function keepSteering(source: string): string {
  const pieces = htmlPieces(source);
  const body = pieces.findIndex((piece) => piece.kind === "open" && piece.name === "body");
  const bodyEnd = pieces.findLastIndex((piece) => piece.kind === "close" && piece.name === "body");
  const parts: string[] = [];
  let waiting = "";
  for (const [at, piece] of pieces.entries()) {
    const text = source.slice(piece.start, piece.end);
    const [before, behind] = [at < body, bodyEnd >= 0 && at >= bodyEnd];
    if (before || behind || (piece.kind === "text" && piece.inside)) waiting += steering(text);
    if (behind) continue;
    parts.push(piece.kind !== "comment" ? text : before ? "" : steering(text));
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
