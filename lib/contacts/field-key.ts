/** What merge tags of a contact are called already; a custom field may not shadow them. */
const RESERVED = new Set(["email", "first_name", "last_name", "id", "name", "language", "time_zone", "created_at"]);

/** `Favourite Colour (2)` gives `favourite_colour_2`: the key that merge tags and the API use. */
export function fieldKey(label: string): string {
  const plain = label
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 58);
  const key = /^[a-z]/.test(plain) ? plain : `f_${plain || "field"}`;
  return RESERVED.has(key) ? `${key.slice(0, 56)}_2` : key;
}
