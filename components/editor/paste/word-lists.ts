import { rename, styleOf, tagOf } from "./dom";

interface WordItem {
  paragraph: Element;
  level: number;
  ordered: boolean;
}

const number = /^\(?(\d{1,3}|[a-z]{1,4})[.)]$/i;
const bullet = /^\s*[·•▪§o◦‣\uf0b7\uf0a7–-]\s+/;

/** The number or bullet that Word writes in front of an item, taken out of it. */
function takeMarker(paragraph: Element): string {
  for (const span of paragraph.querySelectorAll("span")) {
    if (styleOf(span).get("mso-list") !== "ignore") continue;
    const marker = (span.textContent ?? "").replaceAll("\u00a0", " ").trim();
    span.remove();
    return marker;
  }
  const found = bullet.exec((paragraph.textContent ?? "").replaceAll("\u00a0", " "))?.[0];
  if (!found) return "";
  cutFront(paragraph, found.length);
  return "•";
}

/** Takes the first letters out, whatever they are wrapped in. */
function cutFront(element: Element, letters: number): void {
  const texts = element.ownerDocument.createTreeWalker(element, 4);
  for (let left = letters; left > 0 && texts.nextNode(); ) {
    const text = texts.currentNode.textContent ?? "";
    texts.currentNode.textContent = text.slice(left);
    left -= Math.min(left, text.length);
  }
}

function itemOf(element: Element): WordItem | null {
  if (!["p", "div", "h1", "h2", "h3"].includes(tagOf(element))) return null;
  const style = styleOf(element);
  const level = /level(\d)/.exec(style.get("mso-list") ?? "")?.[1];
  const hangs = /Mso/.test(element.className) && style.get("text-indent")?.startsWith("-");
  if (!level && !hangs && !/MsoListParagraph/.test(element.className)) return null;
  const marker = takeMarker(element);
  return level || marker ? { paragraph: element, level: Number(level ?? 1), ordered: number.test(marker) } : null;
}

const isSpace = (node: Node | null) => node?.nodeType === 8 || (node?.nodeType === 3 && !node.textContent?.trim());

function nextElement(element: Element): Element | null {
  let next = element.nextSibling;
  while (isSpace(next)) next = next?.nextSibling ?? null;
  return next?.nodeType === 1 ? (next as Element) : null;
}

/** Writes one run of items as lists inside each other. */
function writeList(items: WordItem[]): void {
  const [first] = items;
  if (!first) return;
  const { ownerDocument } = first.paragraph;
  const place = ownerDocument.createElement("div");
  first.paragraph.before(place);
  const open: Element[] = [];
  for (const { paragraph, level, ordered } of items) {
    const tag = ordered ? "ol" : "ul";
    open.length = Math.min(open.length, level);
    if (open.length === level && tagOf(open[level - 1]!) !== tag) open.length = level - 1;
    while (open.length < level) {
      const list = ownerDocument.createElement(tag);
      (open.at(-1)?.lastElementChild ?? open.at(-1) ?? place).append(list);
      open.push(list);
    }
    const item = ownerDocument.createElement("li");
    open.at(-1)?.append(item);
    item.append(paragraph);
    rename(paragraph, "p");
  }
  place.replaceWith(...place.childNodes);
}

/** Makes lists of what Word and Outlook write as paragraphs with a bullet in front. */
export function wordLists(body: Element): void {
  const seen = new Set<Element>();
  for (const element of [...body.querySelectorAll("p, div, h1, h2, h3")]) {
    if (seen.has(element)) continue;
    const run: WordItem[] = [];
    for (let at: Element | null = element; at; at = nextElement(at)) {
      const item = itemOf(at);
      if (!item) break;
      seen.add(at);
      run.push(item);
    }
    writeList(run);
  }
}
