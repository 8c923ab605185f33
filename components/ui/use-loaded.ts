"use client";

import { useEffect, useState } from "react";
import { whenIdle } from "./when-idle";

/**
 * What comes after the first view: fetched when the browser is idle, at once when it is `wanted`; null until it is there. Not by Suspense,
 * which holds back for a third of a second what follows a fallback, also where it was fetched long before.
 */
export function useLoaded<Loaded>(load: () => Promise<Loaded>, wanted: boolean): Loaded | null {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  useEffect(() => {
    if (loaded) return;
    const take = () =>
      void load().then(
        (there) => setLoaded(() => there),
        () => undefined,
      );
    if (!wanted) return whenIdle(take);
    take();
  }, [load, wanted, loaded]);
  return loaded;
}
