// @vitest-environment happy-dom
import { renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { useScrolledToCurrent } from "./use-scrolled-to-current";

/** A row from 0 to 400 pixels whose current link reaches from `left` to `right`. */
function row(direction: "ltr" | "rtl", left: number, right: number): HTMLElement {
  const list = document.createElement("nav");
  const link = document.createElement("a");
  link.setAttribute("aria-current", "page");
  list.append(link);
  list.style.direction = direction;
  list.getBoundingClientRect = () => new DOMRect(0, 0, 400, 40);
  link.getBoundingClientRect = () => new DOMRect(left, 0, right - left, 40);
  document.body.append(list);
  return list;
}

test.each([
  ["ltr", 600, 700, 584],
  ["rtl", -300, -200, -584],
] as const)("the link of the page is brought to where a row begins: %s", (direction, left, right, scrolled) => {
  const list = row(direction, left, right);
  renderHook(() => useScrolledToCurrent({ current: list }, "/settings/sending"));
  expect(list.scrollLeft).toBe(scrolled);
});
