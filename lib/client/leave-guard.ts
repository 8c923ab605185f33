"use client";

import { useEffect, useRef } from "react";

/** Forms on the page with edits that are not saved. */
const unsaved = new Set<object>();
let ask: ((leave: () => void) => void) | null = null;

/**
 * While `dirty` is true, leaving the page asks first: by a link, the palette, a shortcut, a reload or a closed tab.
 * `release` once it is saved, where the page is left before it is drawn again.
 */
export function useLeaveGuard(dirty: boolean): { release(): void } {
  const own = useRef({ release: () => void unsaved.delete(own.current) });
  useEffect(() => {
    if (!dirty) return;
    const { current } = own;
    unsaved.add(current);
    return () => void unsaved.delete(current);
  }, [dirty]);
  return own.current;
}

export const hasUnsaved = (): boolean => unsaved.size > 0;

/** Does it at once, or when the person has agreed to lose what is not saved. */
export function leaveBy(leave: () => void): void {
  if (unsaved.size > 0 && ask) ask(leave);
  else leave();
}

/** The one who asks, for as long as it is shown. Gives the way to stop. */
export function onLeaving(next: (leave: () => void) => void): () => void {
  ask = next;
  return () => {
    if (ask === next) ask = null;
  };
}

/** What was agreed to be lost does not ask again. */
export function forgetUnsaved(): void {
  unsaved.clear();
}
