import { type RefObject, useEffect } from "react";

/** Room that stays before what is current, in pixels. */
const BEFORE = 16;

/** Scrolls a row of links, or steps, to the one that is shown: on a phone the row is wider than the screen. Arabic begins at the right. */
export function useScrolledToCurrent(row: RefObject<HTMLElement | null>, shown: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another one is shown
  useEffect(() => {
    const current = row.current?.querySelector("[aria-current]");
    if (!row.current || !current) return;
    const [link, list] = [current.getBoundingClientRect(), row.current.getBoundingClientRect()];
    const isFromRight = getComputedStyle(row.current).direction === "rtl";
    row.current.scrollLeft += isFromRight ? link.right - list.right + BEFORE : link.left - list.left - BEFORE;
  }, [row, shown]);
}
