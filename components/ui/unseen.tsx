import type { ReactNode } from "react";

/** For `rich`: words that only screen readers say: `rich("Remove<more> {name}</more>", { name, more: unseen })`. */
export const unseen = (inner: ReactNode) => <span className="sr-only">{inner}</span>;
