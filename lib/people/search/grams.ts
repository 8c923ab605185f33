import type { SearchWord } from "./search-text";

// What is looked for stands anywhere in a word, so an index of words does not find it; an index of all runs of three letters does.
// pg_trgm and unaccent would do it in the database, but need somebody who may create extensions, give other results by version and
// locale, and pg_trgm's index cannot begin with the workspace: a small workspace would wait for the postings of the largest. So the
// program makes the grams: the same on every PostgreSQL from 16 to 18, on managed ones and on Citus, where a row and its grams live with
// their workspace. Each gram is mixed with the workspace into one int4, so nobody ever reads another's postings.

/** The grams of a text that `searchText` made: every three letters, the beginnings of its words, and twos of scripts without spaces. */
export function gramsOf(workspaceId: string, text: string): number[] {
  const letters = codePoints(text);
  const seed = seedOf(workspaceId);
  const grams = new Set<number>();
  for (let at = 0; at < letters.length; at++) {
    const one = letters[at] ?? 0;
    const two = letters[at + 1];
    const three = letters[at + 2];
    if (two === undefined) break;
    const endsWord = two === SPACE;
    if (one === SPACE) grams.add(mix(seed, SPACE, two, 0));
    if (endsWord) continue;
    if (one !== SPACE && one >= FIRST_UNSPACED && two >= FIRST_UNSPACED) grams.add(mix(seed, one, two, 0));
    if (three !== undefined && three !== SPACE) grams.add(mix(seed, one, two, three));
  }
  return [...grams];
}

/** Grams that everybody has who has the word. */
export function gramsOfWord(workspaceId: string, { text, isBeginning }: SearchWord): number[] {
  const seed = seedOf(workspaceId);
  const letters = codePoints(isBeginning ? ` ${text}` : text);
  const [one = 0, two = 0] = letters;
  if (letters.length < 3) return [mix(seed, one, two, 0)];
  return [...new Set(letters.slice(2).map((letter, at) => mix(seed, letters[at] ?? 0, letters[at + 1] ?? 0, letter)))];
}

const SPACE = 0x20;
/** Kana, Han and Hangul stand above. */
const FIRST_UNSPACED = 0x1100;

function codePoints(text: string): number[] {
  const points: number[] = [];
  for (let at = 0; at < text.length; ) {
    const point = text.codePointAt(at) ?? 0;
    points.push(point);
    at += point > 0xffff ? 2 : 1;
  }
  return points;
}

/** 32 bits of the workspace (FNV-1a). */
function seedOf(workspaceId: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < workspaceId.length; at++) hash = Math.imul(hash ^ workspaceId.charCodeAt(at), 0x01000193);
  return hash;
}

/** A signed int4 (the rounds of MurmurHash3). Two grams with the same number only cost a look at the text. */
function mix(seed: number, one: number, two: number, three: number): number {
  let hash = round(round(round(seed, one), two), three);
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  return Math.imul(hash, 0xc2b2ae35) | 0;
}

function round(hash: number, letter: number): number {
  const k = Math.imul(letter, 0xcc9e2d51);
  const mixed = hash ^ Math.imul((k << 15) | (k >>> 17), 0x1b873593);
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
}
