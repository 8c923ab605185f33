import type { ComponentProps } from "react";
import { cn } from "./cn";

/** A box that scrolls by itself and can be reached by keyboard; give it a height and an `aria-label`. */
export function ScrollArea({ className, ...props }: ComponentProps<"section">) {
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
  return <section tabIndex={0} className={cn("overflow-auto overscroll-contain", className)} {...props} />;
}
