import { rename, tagOf, unwrap } from "./dom";

/** Deeper lists say no more to a reader of mail. */
const deepest = 6;

function depthOf(list: Element): number {
  let depth = 0;
  for (let at: Element | null = list; at; at = at.parentElement?.closest("ul, ol") ?? null) depth++;
  return depth;
}

/** Lists as HTML has them: a list inside a list stands in an item of it, and an item begins with a line of text. */
export function shapeLists(body: Element): void {
  for (const list of body.querySelectorAll("ul, ol")) {
    const parent = list.parentElement;
    if (!parent || !["ul", "ol"].includes(tagOf(parent))) continue;
    const before = list.previousElementSibling;
    if (before && tagOf(before) === "li") before.append(list);
    else {
      const item = body.ownerDocument.createElement("li");
      list.replaceWith(item);
      item.append(list);
    }
  }
  for (const list of body.querySelectorAll("ol[start]"))
    if (!/^-?\d{1,6}$/.test(list.getAttribute("start") ?? "")) list.removeAttribute("start");
  for (const item of body.querySelectorAll("li")) {
    if (!item.parentElement?.matches("ul, ol")) rename(item, "p");
    for (const heading of item.querySelectorAll("h1, h2, h3, h4, h5, h6")) rename(heading, "p");
  }
  for (const list of [...body.querySelectorAll("ul, ol")].reverse())
    if (depthOf(list) > deepest) {
      for (const item of [...list.children]) rename(item, "p");
      unwrap(list);
    }
}
