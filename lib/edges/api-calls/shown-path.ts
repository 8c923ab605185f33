/** Written-out parts of paths, and public ids: three or four letters, and what names no person. */
const harmless = /^([a-z][a-z-]*|[a-z]{2,4}_[0-9A-Za-z]+)$/;
const MOST = 300;
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
