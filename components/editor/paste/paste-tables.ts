import { rename, styleOf } from "./dom";
import type { LeftOut } from "./left-out";

/** Longer cells hold a text beside another, which is no table. */
const longCell = 200;

const rowsOf = (table: Element) =>
  [...table.querySelectorAll("tr")].map((row) => [...row.children].filter((cell) => cell.matches("td, th")));

function isBordered(element: Element): boolean {
  const border = styleOf(element);
  return (
    Number(element.getAttribute("border")) > 0 ||
    [...border].some(([name, value]) => /^border(-|$)/.test(name) && /solid|double|dotted|dashed/.test(value))
  );
}

/** True for rows of facts; false for a table that a page or mail only uses to put things somewhere. */
function holdsFacts(table: Element): boolean {
  if (/presentation|none/.test(table.getAttribute("role") ?? "") || table.querySelector("table")) return false;
  const rows = rowsOf(table);
  if (!rows.some((cells) => cells.length > 1)) return false;
  if (table.querySelector("th") || isBordered(table) || [...table.querySelectorAll("td")].some(isBordered)) return true;
  const cells = rows.flat();
  return (
    rows.length > 1 &&
    !table.querySelector("img, h1, h2, h3") &&
    cells.every((cell) => (cell.textContent ?? "").trim().length <= longCell)
  );
}

/** Tables of facts stay tables. Of the others what stands in their cells stays, in the order it is read. */
export function shapeTables(body: Element, left: LeftOut): void {
  // From the inside out, so that a table of facts inside a layout is still one.
  for (const table of [...body.querySelectorAll("table")].reverse()) {
    const isKept = holdsFacts(table);
    for (const caption of [...table.querySelectorAll(":scope > caption")]) table.before(rename(caption, "p"));
    for (const group of [...table.querySelectorAll(":scope > colgroup")]) group.remove();
    if (isKept) continue;
    const rows = rowsOf(table);
    if (rows.some((cells) => cells.filter((cell) => (cell.textContent ?? "").trim()).length > 1)) left.layouts++;
    const place = body.ownerDocument.createElement("div");
    table.replaceWith(place);
    for (const cell of rows.flat()) {
      place.append(cell);
      rename(cell, "div", ["style", "align"]);
    }
  }
}
