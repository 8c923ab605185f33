/** Written-out parts of paths, and public ids: three or four letters, and what names no person. */
const harmless = /^([a-z][a-z-]*|[a-z]{2,4}_[0-9A-Za-z]+)$/;
const MOST = 300;
/** Names of ours, of custom fields and headers, and places in lists. */
const placeInBody = /^[\w-]{1,40}(\.[\w-]{1,40}){0,9}$/;
const MOST_FIELD = 120;
/** Of an address that is longer than any of ours the rest is not looked at. */
const MOST_READ = 4_000;

/**
 * What of an address is kept of a call: its path with `{…}` in place of an address or an id of somebody's own program, and its query by
 * names alone, as values there are names and addresses too.
 */
export function shownPath(pathname: string, search: string): string {
  const path = pathname
    .slice(0, MOST_READ)
    .split("/")
    .map((part) => (part === "" || harmless.test(part) ? part : "{…}"))
    .join("/");
  const names = [...new Set(new URLSearchParams(search.slice(0, MOST_READ)).keys())].filter((name) =>
    /^\w{1,40}$/.test(name),
  );
  return (names.length > 0 ? `${path}?${names.join("&")}` : path).slice(0, MOST);
}

/** What is kept of the place of something wrong in a body: a name that no schema has may be an address, or anything else that was said. */
export const shownField = (field: string): string =>
  field.length <= MOST_FIELD && placeInBody.test(field) ? field : "{…}";
