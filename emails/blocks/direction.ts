/** Which way the words of a mail run; where nothing is said, from left to right. */
export type Direction = "ltr" | "rtl";

/** The side on which lines begin. Mail clients know no logical sides. */
export const startOf = (dir: Direction = "ltr"): "left" | "right" => (dir === "rtl" ? "right" : "left");

/** A padding of four sides, in CSS pixels. */
export function padding(
  dir: Direction | undefined,
  sides: { top?: number; bottom?: number; start?: number; end?: number },
): string {
  const { top = 0, bottom = 0, start = 0, end = 0 } = sides;
  const [left, right] = dir === "rtl" ? [end, start] : [start, end];
  return [top, right, bottom, left].map((each) => (each === 0 ? "0" : `${each}px`)).join(" ");
}
