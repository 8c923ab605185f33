import { readHtml } from "./read-html";

/** Elements that begin or end a line. */
const lines = new Set(["br", "p", "div", "tr"]);
const lineEnds = new Set(["p", "div", "tr", "li", "td", "h1", "h2", "h3", "h4", "h5", "h6"]);

/** HTML as lines of text: enough to find addresses and replies in it. */
export function textOfHtml(html: string): string {
  const out: string[] = [];
  readHtml(html, (piece) => {
    if (piece.kind === "text") {
      if (piece.inside === null || piece.inside === "textarea") out.push(piece.text);
    } else if (piece.kind === "open") {
      if (lines.has(piece.name)) out.push("\n");
      else out.push(" ", addressIn(html.slice(piece.start, piece.end), piece.name), " ");
    } else if (piece.kind === "close") out.push(lineEnds.has(piece.name) ? "\n" : " ");
    else if (piece.kind === "unfinished") out.push(html.slice(piece.start, piece.end));
  });
  return out
    .join("")
    .replace(/\u00a0/g, " ")
    .replace(/[ \t]+/g, " ");
}

/** Reports write `<user@example.com>` into HTML without escaping it: what looks like a tag is the address that they are about. */
function addressIn(tag: string, name: string): string {
  return name.includes("@") ? tag.slice(0, 400) : "";
}
