import { transliterate } from "./transliterate.shared";

/** How well something fits: the first is what one means most likely. */
const EXACT = 0;
const BEGINNING = 1;
const WORDS = 2;
const ANYWHERE = 3;
const KEYWORD = 4;

/**
 * How well a text fits what was typed, without accents and case; the smaller the better, null when it does not fit. Every word of the query
 * has to stand in the text or, for a worse place, in `keywords`.
 */
export function rankMatch(text: string, query: string, keywords: readonly string[] = []): number | null {
  const wanted = foldSpaces(query);
  const own = foldSpaces(text);
  if (wanted === "") return null;
  if (own === wanted) return EXACT;
  if (own.startsWith(wanted)) return BEGINNING;
  const words = wanted.split(" ");
  if (words.every((word) => ` ${own.replace(/[^\p{L}\p{N}]+/gu, " ")}`.includes(` ${word}`))) return WORDS;
  if (words.every((word) => own.includes(word))) return ANYWHERE;
  const all = [own, ...keywords.map(foldSpaces)].join(" ");
  return words.every((word) => ` ${all}`.includes(` ${word}`)) ? KEYWORD : null;
}

function foldSpaces(text: string): string {
  return transliterate(text).trim().replace(/\s+/g, " ");
}
