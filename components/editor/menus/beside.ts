"use client";

import { type RefObject, useEffect, useLayoutEffect } from "react";

export interface Spot {
  left: number;
  top: number;
  bottom: number;
}

const gap = 8;

/** Puts a menu beside a spot of the page, under the bars that stay at the top, and inside the window. */
function place(menu: HTMLElement, spot: Spot, side: "above" | "below"): void {
  const ceiling = document.querySelector("[data-editor-bar]")?.getBoundingClientRect().bottom ?? 0;
  const { width, height } = menu.getBoundingClientRect();
  const above = spot.top - height - gap;
  const below = spot.bottom + gap;
  const fitsAbove = above >= ceiling;
  const fitsBelow = below + height <= window.innerHeight - gap;
  const top = side === "above" ? (fitsAbove || !fitsBelow ? above : below) : fitsBelow || !fitsAbove ? below : above;
  const isSeen = spot.bottom > ceiling && spot.top < window.innerHeight;
  menu.style.visibility = isSeen ? "visible" : "hidden";
  menu.style.top = `${Math.max(side === "above" ? ceiling : gap, Math.min(top, window.innerHeight - height - gap))}px`;
  menu.style.left = `${Math.max(gap, Math.min(spot.left, window.innerWidth - width - gap))}px`;
}

/** Keeps a menu of fixed position beside what it is about, while the page moves under it. Looked at after each drawing. */
export function useBeside(menu: RefObject<HTMLElement | null>, spot: () => Spot | null, side: "above" | "below"): void {
  const update = () => {
    const at = spot();
    if (menu.current && at) place(menu.current, at, side);
  };
  useLayoutEffect(update);
  useEffect(() => {
    const options = { capture: true, passive: true };
    window.addEventListener("scroll", update, options);
    window.addEventListener("resize", update);
    return () => {
      window.removeEventListener("scroll", update, options);
      window.removeEventListener("resize", update);
    };
  });
}
