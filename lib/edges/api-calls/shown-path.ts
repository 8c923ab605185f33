/** They name nobody. */
const publicIdForm = /^[a-z]{2,4}_[0-9A-Za-z]+$/;
/** As the first parts of our paths are written. */
const word = /^[a-z][a-z-]*$/;
const MOST = 300;
/** Names of ours, of custom fields and headers, and places in lists. */
const placeInBody = /^[\w-]{1,40}(\.[\w-]{1,40}){0,9}$/;
const MOST_FIELD = 120;
/** Of an address that is longer than any of ours the rest is not looked at. */
const MOST_READ = 4_000;

/**
 * What of an address is kept of a call: its path with the name of a parameter in place of an address or an id of somebody's own program,
 * and its query by names alone, as values there are names and addresses too. `pattern` is the path of the operation (`/contacts/{contact}`);
 * null where the address is of none: then only the first word of it and public ids are kept.
 */
export function shownPath(pathname: string, search: string, pattern: string | null): string {
  const named = pattern?.split("/").filter(Boolean);
  const parts = pathname.slice(0, MOST_READ).split("/").filter(Boolean);
  const shown = parts.map((part, at) => {
    if (publicIdForm.test(part)) return part;
    return named?.[at] ?? (at === 0 && word.test(part) ? part : "{…}");
  });
  const path = `/${shown.join("/")}`;
  const names = [...new Set(new URLSearchParams(search.slice(0, MOST_READ)).keys())].filter((name) =>
    /^\w{1,40}$/.test(name),
  );
  return (names.length > 0 ? `${path}?${names.join("&")}` : path).slice(0, MOST);
}

/** What is kept of the place of something wrong in a body: a name that no schema has may be an address, or anything else that was said. */
export const shownField = (field: string): string =>
  field.length <= MOST_FIELD && placeInBody.test(field) ? field : "{…}";
