/** Letters that are no plain one with a mark: Unicode takes none of them apart. */
const spelled: ReadonlyMap<string, string> = new Map([
  ["ß", "ss"],
  ["æ", "ae"],
  ["œ", "oe"],
  ["ø", "o"],
  ["ð", "d"],
  ["þ", "th"],
  ["đ", "d"],
  ["ł", "l"],
  ["ı", "i"],
]);

/** A path segment from a name: "Café Nord & Co" becomes "cafe-nord-co", "Kaffeewerk Straße" "kaffeewerk-strasse". Empty when nothing in the name is a Latin letter or digit. */
export function slugify(name: string): string {
  return name
    .toLowerCase()
    .replace(/[ßæœøðþđłı]/g, (letter) => spelled.get(letter) ?? letter)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 40)
    .replace(/^-+|-+$/g, "");
}
