/** Header by which a page hears its own path and query, which Next tells it nowhere. `proxy.ts` sets it, whatever a request says. */
export const pagePathHeader = "x-page-path";
