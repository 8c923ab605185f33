/**
 * Text as it stands on paper from left to right: Arabic letters in the form that their place in the word asks for, and what is read from the right turned
 * round. It knows one level (UAX #9 has more): runs of right-to-left letters within a line of either direction, with numbers and other letters as they are.
 */
export function visualText(text: string): string {
  const shaped = shapeArabic(text);
  if (!RIGHT_TO_LEFT.test(shaped)) return shaped;
  const runs = runsOf([...shaped]);
  const isRightFirst = /\p{L}/u.exec(shaped)?.[0].match(RIGHT_TO_LEFT) !== null;
  return (isRightFirst ? runs.reverse() : runs)
    .map((run) => (run.isRight ? mirrored(run.chars) : run.chars.join("")))
    .join("");
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
/** Letters and numbers that are read from the left. */
const LEFT_TO_RIGHT = /[\p{L}\p{N}@]/u;

interface Run {
  isRight: boolean;
  chars: string[];
}

/** Signs and spaces between two letters of one direction belong to them. */
function runsOf(chars: readonly string[]): Run[] {
  const runs: Run[] = [];
  let between: string[] = [];
  for (const char of chars) {
    const isRight = RIGHT_TO_LEFT.test(char) && !/\p{Nd}/u.test(char);
    if (!isRight && !LEFT_TO_RIGHT.test(char)) {
      between.push(char);
      continue;
    }
    const last = runs.at(-1);
    if (last?.isRight === isRight) last.chars.push(...between, char);
    else {
      if (between.length > 0) runs.push({ isRight: false, chars: between });
      runs.push({ isRight, chars: [char] });
    }
    between = [];
  }
  if (between.length > 0) runs.push({ isRight: false, chars: between });
  return runs;
}

const PAIRS = new Map(["()", "[]", "{}", "«»", "<>"].flatMap(([a = "", b = ""]) => [[a, b] as const, [b, a] as const]));

const mirrored = (chars: readonly string[]) =>
  chars
    .toReversed()
    .map((char) => PAIRS.get(char) ?? char)
    .join("");

/** The forms of a letter: alone, after another, before another, between two. Letters that join only to the one before have the first two. */
type Forms = readonly string[];

/** The forms of Unicode's own table (Arabic Presentation Forms-B), which stand in it one after the other. */
const forms: ReadonlyMap<string, Forms> = readForms();

function readForms(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (let code = 0xfe80; code <= 0xfefc; code++) {
    const form = String.fromCodePoint(code);
    const letters = form.normalize("NFKC");
    found.set(letters, [...(found.get(letters) ?? []), form]);
  }
  return found;
}

const isMark = (char: string | undefined) => char !== undefined && /\p{Mn}/u.test(char);

/** Letters in the form of their place, lam and alef in one. */
function shapeArabic(text: string): string {
  if (!/[\u0621-\u064a]/.test(text)) return text;
  const letters = joined([...text]);
  const joinsNext = (at: number) => (forms.get(letters[at] ?? "")?.length ?? 0) >= 4;
  const joinsBefore = (at: number) => (forms.get(letters[at] ?? "")?.length ?? 0) >= 2;
  const neighbour = (at: number, step: number) => {
    let found = at + step;
    while (isMark(letters[found])) found += step;
    return found;
  };
  return letters
    .map((letter, at) => {
      const known = forms.get(letter);
      if (!known) return letter;
      const after = joinsBefore(at) && joinsNext(neighbour(at, -1));
      const before = joinsNext(at) && joinsBefore(neighbour(at, 1));
      return known[(after ? 1 : 0) + (before ? 2 : 0)] ?? known[0]!;
    })
    .join("");
}

function joined(chars: readonly string[]): string[] {
  const letters: string[] = [];
  for (const char of chars) {
    const pair = `${letters.at(-1) ?? ""}${char}`;
    if (pair.length === 2 && forms.has(pair)) letters[letters.length - 1] = pair;
    else letters.push(char);
  }
  return letters;
}
