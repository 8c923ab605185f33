import type { Page } from "@playwright/test";

export interface Watch {
  /** When the largest part of the page was painted, in ms since it was asked for. */
  paintedAt: number;
  /** How long each key and click waited for its paint, in ms; the browser notes no wait below 16 ms. */
  waits: number[];
}

/** Runs in a page from its first moment on. */
export function watchPage(): void {
  const watch: Watch = { paintedAt: 0, waits: [] };
  Object.assign(window, { watch });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) watch.paintedAt = entry.startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEventTiming & { interactionId: number })[])
      if (entry.interactionId > 0) watch.waits.push(entry.duration);
  }).observe({ type: "event", durationThreshold: 16, buffered: true } as PerformanceObserverInit);
}

/** What was seen of the page that is shown now. */
export const readWatch = (page: Page): Promise<Watch> =>
  page.evaluate(() => (window as unknown as { watch: Watch }).watch);

/** How long after the next key or click something is painted that `selector` finds, in ms. `act` presses it. */
export async function shownAfter(page: Page, selector: string, act: () => Promise<void>): Promise<number> {
  await page.evaluate((wanted) => {
    const shown = new Promise<number>((resolve) => {
      const begin = ({ timeStamp }: Event) => {
        const look = () => {
          if (!document.querySelector(wanted)) return requestAnimationFrame(look);
          // The frame that follows the one in which it was found has been painted.
          return requestAnimationFrame(() => resolve(performance.now() - timeStamp));
        };
        look();
      };
      for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, begin, { capture: true, once: true });
    });
    Object.assign(window, { shown });
  }, selector);
  await act();
  return page.evaluate(() => (window as unknown as { shown: Promise<number> }).shown);
}
