import { hasBlocks, rename, styleOf, tagOf, unwrap, wrapContent } from "./dom";
import type { LeftOut } from "./left-out";

const isBold = (weight: string | undefined) => weight === "bold" || weight === "bolder" || Number(weight) >= 600;
const isPlain = (element: Element) => /^(normal|[1-5]00)$/.test(styleOf(element).get("font-weight") ?? "");
const isLook = (name: string) => /^(color|background(-color)?|font-family|font-size)$/.test(name);

/** Tags for what a style says about letters; headings are bold by themselves, links are underlined by themselves. */
function tagsFor(element: Element, style: Map<string, string>): string[] {
  const line = `${style.get("text-decoration") ?? ""} ${style.get("text-decoration-line") ?? ""}`;
  const raised = style.get("vertical-align") === "super";
  return [
    isBold(style.get("font-weight")) && !element.closest("h1, h2, h3, h4, h5, h6, b, strong") ? "strong" : "",
    /italic|oblique/.test(style.get("font-style") ?? "") && !element.closest("em, i") ? "em" : "",
    /underline/.test(line) && !element.closest("a, u") && !element.querySelector("a") ? "u" : "",
    /line-through/.test(line) && !element.closest("s, del, strike") ? "s" : "",
    raised && !element.closest("sup, td, th") ? "sup" : "",
  ].filter(Boolean);
}

/** Takes over from styles what an author meant by them: bold, italic, underlined, struck through, raised, aligned. */
export function readStyles(body: Element, left: LeftOut): void {
  // Google Docs wraps all of it into bold letters that are not bold.
  for (const wrapper of [...body.querySelectorAll("b, strong")]) if (isPlain(wrapper)) unwrap(wrapper);
  for (const element of [...body.querySelectorAll("[style], font, [align]")]) {
    const style = styleOf(element);
    if (tagOf(element) === "font" || [...style.keys()].some(isLook)) left.looks = true;
    const side = /center|right/.exec(style.get("text-align") ?? element.getAttribute("align") ?? "")?.[0];
    if (side && tagOf(element) !== "table") element.setAttribute("data-align", side);
    if (hasBlocks(element)) continue;
    for (const tag of tagsFor(element, style)) wrapContent(element, tag);
  }
}

/** Lines that are no paragraph yet become one, and what a card or cell says about alignment goes to the lines in it. */
export function shapeLines(body: Element): void {
  for (const element of [...body.querySelectorAll("div, center, dt, dd, figcaption, summary, address, pre")]) {
    if (element.hasAttribute("data-type") || hasBlocks(element)) continue;
    if (tagOf(element) === "center") element.setAttribute("data-align", "center");
    if (tagOf(element) === "pre") breakLines(element);
    if (tagOf(element) === "dt") wrapContent(element, "strong");
    rename(element, "p", ["data-align"]);
  }
  for (const cell of [...body.querySelectorAll("td, th")]) if (!hasBlocks(cell)) wrapContent(cell, "p");
  for (const around of [...body.querySelectorAll("[data-align]:not(p, h1, h2, h3, img, [data-type])")])
    for (const line of around.querySelectorAll("p, h1, h2, h3"))
      if (!line.hasAttribute("data-align")) line.setAttribute("data-align", around.getAttribute("data-align") ?? "");
}

function breakLines(pre: Element): void {
  const lines = (pre.textContent ?? "").replace(/\n$/, "").split("\n");
  pre.replaceChildren(...lines.flatMap((line, i) => (i > 0 ? [pre.ownerDocument.createElement("br"), line] : [line])));
  wrapContent(pre, "code");
}
