import { type RefObject, useEffect } from "react";

/** Room that stays before what is current, in pixels. */
const BEFORE = 16;

/** Scrolls a row of links to the one of the page that is shown: on a phone the row is wider than the screen. Arabic begins at the right. */
export function useScrolledToCurrent(row: RefObject<HTMLElement | null>, pathname: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page has another link
  useEffect(() => {
    const current = row.current?.querySelector("[aria-current]");
    if (!row.current || !current) return;
    const [link, list] = [current.getBoundingClientRect(), row.current.getBoundingClientRect()];
    const isFromRight = getComputedStyle(row.current).direction === "rtl";
    row.current.scrollLeft += isFromRight ? link.right - list.right + BEFORE : link.left - list.left - BEFORE;
  }, [row, pathname]);
}
