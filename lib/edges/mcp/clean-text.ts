/** The most characters of one text that a tool gives. */
export const LONGEST_TEXT = 4_000;

/**
 * Controls but for line ends and tabs, what no person sees, what turns the direction of writing, and tags (U+E0000) and variation selectors
 * (U+E0100), by which text is smuggled.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;
/** Joiners and the selector of emoji: one emoji has two in a row at most, and more of them say something else. */
const kept = new Set(["\n", "\t", "\u200d", "\ufe0f"]);
const manyKept = /(?:\u200d|\ufe0f){3,}/gu;

/**
 * What people wrote, as it is given to an assistant: without characters that they cannot see, and of a bounded length. It stays what somebody
 * else wrote: whoever reads it takes it for data.
 */
export function cleanText(text: string): string {
  const seen = text.replace(unseen, (character) => (kept.has(character) ? character : "")).replace(manyKept, "");
  return seen.length > LONGEST_TEXT ? `${seen.slice(0, LONGEST_TEXT)}…` : seen;
}

/** Every text in a JSON value. */
export function cleanTexts(value: unknown): unknown {
  if (typeof value === "string") return cleanText(value);
  if (Array.isArray(value)) return value.map(cleanTexts);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [cleanText(name), cleanTexts(inner)]));
}
