/** Longest wait, for a browser that is never idle. */
const latestMs = 3000;
/** Where a browser does not say when it is idle. */
const guessMs = 1000;

/** Does `work` once the page is read and the browser has time; returns what calls it off. */
export function whenIdle(work: () => void): () => void {
  if (typeof window.requestIdleCallback !== "function") {
    const timer = setTimeout(work, guessMs);
    return () => clearTimeout(timer);
  }
  const handle = window.requestIdleCallback(work, { timeout: latestMs });
  return () => window.cancelIdleCallback(handle);
}
