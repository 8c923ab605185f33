"use client";

import { useMemo, useRef } from "react";
import type { EmailDocument } from "@/lib/content/templates/document.shared";

const pauseMs = 300;

/** Gathers quick changes into one call; nothing is lost when the page goes away in between (`flush`). */
export function useGathered(onChange: (document: EmailDocument) => void) {
  const latest = useRef(onChange);
  latest.current = onChange;
  return useMemo(() => {
    let waiting: EmailDocument | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      clearTimeout(timer);
      const document = waiting;
      waiting = null;
      if (document) latest.current(document);
    };
    const change = (document: EmailDocument) => {
      waiting = document;
      clearTimeout(timer);
      timer = setTimeout(flush, pauseMs);
    };
    return { change, flush };
  }, []);
}
