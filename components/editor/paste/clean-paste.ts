import { blockTags, rename, styleOf, tagOf, unwrap } from "./dom";
import { readStyles, shapeLines } from "./inline-styles";
import { type LeftOut, nothingLeftOut } from "./left-out";
import { shapeLists } from "./list-shape";
import { shapePictures } from "./paste-pictures";
import { shapeTables } from "./paste-tables";
import { wordLists } from "./word-lists";

export interface CleanPaste {
  html: string;
  left: LeftOut;
  /** Pictures to upload; in `html` stands `placeholder(index)` for their address. */
  files: File[];
}

const unseen = "script, style, link, meta, title, base, template, noscript, xml, colgroup, input[type=hidden]";
const embedded = "video, audio, iframe, object, embed, canvas, svg, math, input, select, textarea, map, area";
const kept = new Set(
  "p h1 h2 h3 ul ol li blockquote a strong b em i u s del strike code sup br hr img table tbody tr td th".split(" "),
);
const attributes = new Map<string, readonly string[]>([
  ["a", ["href", "title"]],
  ["img", ["src", "alt", "width", "data-align", "data-href"]],
  ["td", ["colspan", "rowspan"]],
  ["th", ["colspan", "rowspan"]],
  ["ol", ["start"]],
]);
/** How our own blocks are written when they are copied; what these may say is read strictly. */
const own = [
  "data-type",
  "data-kind",
  "data-align",
  "data-href",
  "data-height",
  "data-path",
  "data-fallback",
  "data-width",
];

/** A text without what no mail can be stored with: NUL, and halves of characters, which a clipboard may hold. */
export const storable = (text: string): string => text.replaceAll("\0", "\ufffd").toWellFormed();

const isHidden = (element: Element) => {
  const style = styleOf(element);
  return element.hasAttribute("hidden") || style.get("display") === "none" || style.get("mso-hide") === "all";
};

function removeUnseen(body: Element, left: LeftOut): void {
  const comments = body.ownerDocument.createTreeWalker(body, 128);
  const found: Node[] = [];
  while (comments.nextNode()) found.push(comments.currentNode);
  for (const comment of found) comment.parentNode?.removeChild(comment);
  for (const element of [...body.querySelectorAll(unseen)]) element.remove();
  for (const element of [...body.querySelectorAll("[style], [hidden]")]) if (isHidden(element)) element.remove();
  for (const element of [...body.querySelectorAll(embedded)]) {
    if (!body.contains(element)) continue;
    left.embedded++;
    element.remove();
  }
}

function shapeHeadings(body: Element): void {
  for (const title of [...body.querySelectorAll("p.MsoTitle")]) rename(title, "h1", ["style", "align"]);
  for (const heading of [...body.querySelectorAll("h4, h5, h6")]) rename(heading, "h3", ["style", "align"]);
}

function shapeLinks(body: Element, left: LeftOut): void {
  for (const link of [...body.querySelectorAll("a")]) {
    const href = (link.getAttribute("href") ?? "").trim();
    const isUseful = /^(https?:|mailto:|tel:|sms:|\{\{)/i.test(href) && href.length <= 4000;
    if (!isUseful && href !== "" && !href.startsWith("#") && link.textContent?.trim()) left.links++;
    if (isUseful) link.setAttribute("href", href);
    else unwrap(link);
  }
}

/** Takes off what the editor does not know, so that nothing of a page gets into a mail by the back door. */
function strip(body: Element): void {
  for (const element of [...body.querySelectorAll("*")]) {
    const tag = tagOf(element);
    const isOwn = element.hasAttribute("data-type") || element.hasAttribute("data-path");
    if (!kept.has(tag) && !isOwn && !blockTags.has(tag)) {
      unwrap(element);
      continue;
    }
    const stays = [...(attributes.get(tag) ?? []), ...own, "data-pm-slice"];
    for (const { name, value } of [...element.attributes]) {
      if (!stays.includes(name)) element.removeAttribute(name);
      else if (name === "title" && value.length > 300) element.setAttribute(name, value.slice(0, 300).toWellFormed());
    }
  }
}

const isBlock = (node: Node | null) => node === null || (node.nodeType === 1 && blockTags.has(tagOf(node as Element)));

/** Pauses that follow each other with nothing between them, and what stands before and behind them. */
function runOfPauses(first: Element) {
  const pauses = [first];
  const isSpace = (node: Node) => node.nodeType === 3 && !node.textContent?.trim();
  let before = first.previousSibling;
  while (before && isSpace(before)) before = before.previousSibling;
  let next = first.nextSibling;
  for (; next && (next.nodeName === "BR" || isSpace(next)); next = next.nextSibling)
    if (next.nodeName === "BR") pauses.push(next as Element);
  return { pauses, before, after: next };
}

/** Takes pauses away that stand between blocks, which have room between them by themselves. */
function dropPauses(body: Element): void {
  const seen = new Set<Element>();
  for (const pause of [...body.querySelectorAll("br")]) {
    if (seen.has(pause)) continue;
    const { pauses, before, after } = runOfPauses(pause);
    for (const each of pauses) seen.add(each);
    if ((before !== null || after !== null) && isBlock(before) && isBlock(after))
      for (const each of pauses) each.remove();
  }
}

const isBlank = (element: Element) =>
  !(element.textContent ?? "").replaceAll("\u00a0", " ").trim() && !element.querySelector("img, hr, [data-path]");

/** Paragraphs have room between them here, which one empty line is meant as; of several one stays. */
function dropBlankLines(body: Element): void {
  dropPauses(body);
  const lines = [...body.querySelectorAll("p")].filter((line) => !line.closest("td, th, [data-type]") && isBlank(line));
  const blank = new Set<Element | null>(lines);
  const isEnd = (line: Element) => blank.has(line.previousElementSibling) && !blank.has(line.nextElementSibling);
  const ends = new Set(lines.filter(isEnd));
  for (const line of lines)
    if (ends.has(line)) line.replaceChildren();
    else line.remove();
}

/**
 * Makes what was copied elsewhere (Word, Outlook, Google Docs, a page, a sheet) into what a mail can hold: its words, lists,
 * tables of facts, links, pictures and plain styles. `rtf` is the same as RTF, or empty. What could not come along is counted.
 */
export function cleanPaste(html: string, rtf: string): CleanPaste {
  const left = nothingLeftOut();
  const { body } = new DOMParser().parseFromString(storable(html), "text/html");
  removeUnseen(body, left);
  wordLists(body);
  shapeHeadings(body);
  const files = shapePictures(body, rtf, left);
  shapeTables(body, left);
  shapeLinks(body, left);
  readStyles(body, left);
  shapeLists(body);
  shapeLines(body);
  dropBlankLines(body);
  strip(body);
  return { html: body.innerHTML, left, files };
}
