import { foldText } from "@/lib/base/text/fold-text.shared";
import { transliterate } from "@/lib/base/text/transliterate.shared";

/** What merge tags of a contact are called already; a custom field may not shadow them. Nor what every object has. */
const RESERVED = new Set([
  ...Object.getOwnPropertyNames(Object.prototype),
  "prototype",
  "email",
  "first_name",
  "last_name",
  "id",
  "name",
  "language",
  "time_zone",
  "created_at",
]);

const MAX_KEY = 60;

/** `Favourite Colour (2)` gives `favourite_colour_2`, `Город` gives `gorod`: the key that merge tags and the API use. */
export function fieldKey(label: string): string {
  const plain = transliterate(label.slice(0, 500))
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, MAX_KEY - 2);
  const key = /^[a-z]/.test(plain) ? plain : `f_${plain || fingerprint(label)}`;
  return RESERVED.has(key) ? numbered(key, 2) : key;
}

/** A key of its own for this label: numbered where another label has come to the same one. */
export function freeFieldKey(label: string, taken: { has(key: string): boolean }): string {
  const key = fieldKey(label);
  for (let number = 2, next = key; ; number++) {
    if (!taken.has(next)) return next;
    next = numbered(key, number);
  }
}

/** True when two labels are the same to a reader. */
export function sameLabel(one: string, other: string): boolean {
  return foldText(one.trim()) === foldText(other.trim());
}

export function isReservedKey(key: string): boolean {
  return RESERVED.has(key);
}

function numbered(key: string, number: number): string {
  const ending = `_${number}`;
  return `${key.slice(0, MAX_KEY - ending.length)}${ending}`;
}

/** Eight hexadecimal digits that are always the same for a label (FNV-1a): for scripts that have no customary Latin letters here. */
function fingerprint(label: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(foldText(label.trim()))) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, "0");
}
