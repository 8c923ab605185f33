import { shownAddress } from "@/lib/base/addresses/shown-address";
import { transliterate } from "@/lib/base/text/transliterate.shared";

/** What of a person a search looks at. */
export interface SearchedPerson {
  email: string;
  firstName: string | null;
  lastName: string | null;
  /** Values of the custom fields that are chosen for it. */
  values: readonly (string | null)[];
}

/** Raise it when what is below makes another text or other grams of the same person: all rows are then made again by the job. */
export const SEARCH_VERSION = 2;

const MAX_VALUE = 200;
const MAX_TEXT = 1000;

/**
 * All of a person that is searched, as it is compared: Latin letters without accents and case where there is a way, one space before
 * each word. "Müller, Łukasz" is " muller, lukasz". Long values count with their first 200 characters, and all together with the first
 * 1,000: the address stands first, so that it is never what is cut.
 */
export function searchText({ email, firstName, lastName, values }: SearchedPerson): string {
  const shown = shownAddress(email);
  const parts = [
    email,
    shown === email ? null : shown,
    firstName,
    lastName,
    ...values.map((value) => value?.slice(0, MAX_VALUE)),
  ];
  const text = parts.flatMap((part) => (part ? foldWords(part) : [])).join(" ");
  return ` ${text.length > MAX_TEXT ? [...text].slice(0, MAX_TEXT).join("") : text}`;
}

/** One word of what is searched for, as it is compared. */
export interface SearchWord {
  text: string;
  /** Of one or two letters: only words that begin with it are meant. */
  isBeginning: boolean;
}

const MAX_WORDS = 8;

/** The words of a search, each to be found somewhere; "Anna Krü" are "anna" and "kru". None when there is nothing to look for. */
export function searchWords(query: string): SearchWord[] {
  const words = [...new Set(foldWords(query))].slice(0, MAX_WORDS);
  return words.map((text) => ({ text, isBeginning: isShort(text) }));
}

/** Names in scripts without spaces between words are short: two of their letters are looked for anywhere. */
const unspaced = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]{2}$/u;

function isShort(word: string): boolean {
  return [...word].length < 3 && !unspaced.test(word);
}

function foldWords(text: string): string[] {
  return transliterate(text.toWellFormed())
    .split(/[\s\0]+/)
    .filter(Boolean);
}
