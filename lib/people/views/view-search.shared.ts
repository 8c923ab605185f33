/** What of the address of a table of contacts is a view: all but the page. */
const viewParams = ["query", "list", "tag", "segment", "status", "suppressed", "rules", "sort", "direction"] as const;

/** The most characters of a query that a view can hold. */
export const longestSearch = 6000;

/** What of a query, as it stands in an address, a view keeps, always in the same order; one that is too long for it stays. */
export function searchOfView(search: string): string {
  if (search.length > longestSearch) return search;
  const given = new URLSearchParams(search);
  const kept = new URLSearchParams();
  for (const param of viewParams) {
    // PostgreSQL stores no NUL in text.
    const value = given.get(param)?.replaceAll("\0", "");
    if (value) kept.set(param, value);
  }
  return kept.toString();
}

/** Whether a table shows what the view has. */
export function isSameView(view: string, search: string): boolean {
  return searchOfView(view) === searchOfView(search);
}
