import { foldText } from "@/lib/base/text/fold-text.shared";

export interface SplitName {
  first: string | null;
  last: string | null;
}

/** What stands behind a comma and is no first name. */
const SUFFIX =
  /^(jr|sr|junior|senior|i{1,3}|iv|v|ph\.? ?d|m\.?d|d\.?d\.?s|mba|m\.?a|b\.?a|m\.?sc|b\.?sc|esq|cpa|rn|dr|llm|jd|inc|ltd|llc|gmbh|ag|kg|s\.?a|s\.?l|b\.?v|co|corp)\.?$/i;

/** The parts of a whole name: "Jane Doe", "Doe, Jane", "Jane Doe, PhD". One word alone is a first name. */
export function splitName(text: string): SplitName {
  const whole = tidyName(text);
  const [before = "", ...rest] = whole.split(/\s*[,，]\s*/);
  const suffixes = rest.filter((part) => SUFFIX.test(part));
  const others = rest.filter((part) => part !== "" && !SUFFIX.test(part));
  const behind = suffixes.map((part) => `, ${part}`).join("");
  if (before !== "" && others.length > 0) return { first: others.join(" "), last: `${before}${behind}` };
  const plain = before || others.join(" ");
  const space = plain.indexOf(" ");
  if (space < 0) return { first: `${plain}${behind}` || null, last: null };
  return { first: plain.slice(0, space), last: `${plain.slice(space + 1)}${behind}` };
}

/** A whole name beside one of its parts gives the other part: what is left of it without the known one. */
export function completeName(whole: string, known: SplitName): SplitName {
  if (known.first && known.last) return known;
  const part = known.first ?? known.last;
  if (!part) return splitName(whole);
  const rest = without(tidyName(whole), tidyName(part));
  return known.first ? { first: known.first, last: rest } : { first: rest, last: known.last };
}

export function tidyName(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}

/** Null when nothing is left; all of it when the part does not stand in it. */
function without(whole: string, part: string): string | null {
  const words = whole.replace(/[,，]/g, " ").split(/\s+/).filter(Boolean);
  const wanted = part.replace(/[,，]/g, " ").split(/\s+/).filter(Boolean).map(foldText);
  const folded = words.map(foldText);
  for (let at = 0; at + wanted.length <= words.length; at++) {
    if (!wanted.every((word, index) => folded[at + index] === word)) continue;
    return [...words.slice(0, at), ...words.slice(at + wanted.length)].join(" ") || null;
  }
  return whole;
}
