import { t } from "@/lib/language/t";

/**
 * Patterns that an operator may write: text that the reply contains, or a small regular expression whose worst case is known before it
 * runs. No look-around, no back reference, no repeated group; `*` and `+` stop at 80 repetitions; and the ways in which one place of a
 * reply can be matched are counted, so that no pattern can hold up the sending of mail.
 */
export type PatternKind = "text" | "regex";

/** Ways to match at one place of a reply; with 4,000 characters the whole costs some milliseconds. */
const maxWays = 10_000;
const maxLength = 200;
const unbounded = 80;

export interface SafePattern {
  test(text: string): boolean;
}

/** The pattern ready to use, or in words why it is refused. */
export function safePattern(kind: PatternKind, source: string): SafePattern | { refused: string } {
  if (source.trim().length < 3)
    return { refused: t("Use at least three characters: a shorter pattern matches almost everything.") };
  if (source.length > maxLength) return { refused: t("Use at most {limit} characters.", { limit: String(maxLength) }) };
  if (kind === "text") {
    const wanted = source.toLowerCase().replace(/\s+/g, " ").trim();
    return { test: (text) => text.toLowerCase().replace(/\s+/g, " ").includes(wanted) };
  }
  const read = new Reader(source).read();
  if ("refused" in read) return read;
  if (read.ways > maxWays)
    return { refused: t("This pattern can match in too many ways. Use fewer repetitions and alternatives.") };
  try {
    const pattern = new RegExp(read.source, "iu");
    if (pattern.test("")) return { refused: t("This pattern matches an empty reply, and so every reply.") };
    return { test: (text) => pattern.test(text) };
  } catch {
    return { refused: t("This is not a regular expression.") };
  }
}

interface Piece {
  source: string;
  /** In how many ways it can match at one place. */
  ways: number;
}

class Refusal extends Error {}

/** Reads the expression once from left to right, writes it anew with bounded repetitions, and counts. */
class Reader {
  #at = 0;
  #depth = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  read(): Piece | { refused: string } {
    try {
      const piece = this.#alternatives();
      if (this.#at < this.#text.length) throw new Refusal(t("There is a closing parenthesis too many."));
      return piece;
    } catch (error) {
      if (error instanceof Refusal) return { refused: error.message };
      throw error;
    }
  }

  #alternatives(): Piece {
    const first = this.#sequence();
    let { source, ways } = first;
    while (this.#text[this.#at] === "|") {
      this.#at += 1;
      const next = this.#sequence();
      source += `|${next.source}`;
      ways += next.ways;
    }
    return { source, ways };
  }

  #sequence(): Piece {
    let source = "";
    let ways = 1;
    while (this.#at < this.#text.length && this.#text[this.#at] !== "|" && this.#text[this.#at] !== ")") {
      const isGroup = this.#text[this.#at] === "(";
      const atom = this.#atom();
      const repeat = this.#repetition(isGroup);
      source += atom.source + repeat.source;
      ways *= atom.ways * repeat.ways;
    }
    return { source, ways };
  }

  #atom(): Piece {
    const char = this.#text[this.#at]!;
    if (char === "(") return this.#group();
    if (char === "[") return this.#class();
    if (char === "\\") return this.#escape();
    if ("*+?{".includes(char)) throw new Refusal(t("There is nothing that {sign} could repeat.", { sign: char }));
    this.#at += 1;
    if ("]}/".includes(char)) return { source: `\\${char}`, ways: 1 };
    return { source: char, ways: 1 };
  }

  #group(): Piece {
    if (this.#depth >= 5) throw new Refusal(t("Groups are nested too deeply."));
    this.#at += this.#text.startsWith("(?:", this.#at) ? 3 : 1;
    if (this.#text[this.#at] === "?") throw new Refusal(t("Look-ahead, look-behind and named groups are not allowed."));
    this.#depth += 1;
    const inner = this.#alternatives();
    this.#depth -= 1;
    if (this.#text[this.#at] !== ")") throw new Refusal(t("A closing parenthesis is missing."));
    this.#at += 1;
    return { source: `(?:${inner.source})`, ways: inner.ways };
  }

  #class(): Piece {
    const found = /^\[\^?(?:\\[dswDSW.\\[\]()\-^/]|[^\\[\]])+\]/.exec(this.#text.slice(this.#at));
    if (!found) throw new Refusal(t("A set in brackets is not closed, or holds something that is not allowed in one."));
    this.#at += found[0].length;
    return { source: found[0], ways: 1 };
  }

  #escape(): Piece {
    const found = /^\\(?:[dDwWsSb]|[.*+?()[\]{}|^$/\\-])/.exec(this.#text.slice(this.#at))?.[0];
    if (!found) throw new Refusal(t("Only \\d, \\w, \\s, \\b and escaped signs are allowed after a backslash."));
    this.#at += found.length;
    return { source: found === "\\-" ? "-" : found, ways: 1 };
  }

  #repetition(isGroup: boolean): Piece {
    const found = /^(?:[*+?]|\{(\d{1,3})(?:,(\d{0,3}))?\})\??/.exec(this.#text.slice(this.#at));
    if (!found) return { source: "", ways: 1 };
    this.#at += found[0].length;
    const [low, high] = limits(found);
    if (/^[*+?{]/.test(this.#text.slice(this.#at))) throw new Refusal(t("A repetition cannot be repeated."));
    if (isGroup && high > 1) throw new Refusal(t("A group may be optional (?), but not repeated."));
    if (high < low || high > 200) throw new Refusal(t("Repeat at most 200 times."));
    return { source: `{${low},${high}}`, ways: high - low + 1 };
  }
}

function limits(found: RegExpExecArray): [low: number, high: number] {
  const sign = found[0][0];
  if (sign === "?") return [0, 1];
  if (sign === "*") return [0, unbounded];
  if (sign === "+") return [1, unbounded];
  const low = Number(found[1]);
  return [low, found[2] === undefined ? low : found[2] === "" ? Math.max(low, unbounded) : Number(found[2])];
}
