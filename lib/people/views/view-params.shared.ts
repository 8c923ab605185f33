/** What of the address of a table of contacts is a view: all but the page. */
export const viewParams = [
  "query",
  "list",
  "tag",
  "segment",
  "status",
  "suppressed",
  "rules",
  "sort",
  "direction",
] as const;
