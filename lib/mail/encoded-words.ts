const MAX_WORD = 75; // RFC 2047 §2
const PREFIX_LENGTH = "=?utf-8?B?".length;
const SUFFIX_LENGTH = "?=".length;
/** What the Q encoding may leave alone even inside a display name (RFC 2047 §5, rule 3). */
const Q_LITERAL = /^[A-Za-z0-9!*+/-]$/;

/**
 * Replaces everything a header value may not hold: line breaks, NUL and other control characters become one space, so
 * that no value can start a header of its own. White space at the ends is removed.
 */
export function cleanHeaderText(value: string): string {
  return value
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .trim();
}

/**
 * Encodes text as RFC 2047 encoded words joined by folding white space (CRLF SP). Words are at most 75 characters, no
 * code point is ever split between two of them, and the first one leaves room for `used` characters before it.
 */
export function encodeWords(text: string, used: number): string {
  const encoding = pickEncoding(text);
  const words: string[] = [];
  let word = "";
  let size = 0;
  for (const codePoint of text) {
    const budget = (words.length === 0 ? Math.min(MAX_WORD, 76 - used) : MAX_WORD) - PREFIX_LENGTH - SUFFIX_LENGTH;
    const cost = encoding === "B" ? Buffer.byteLength(codePoint) : quotedLength(codePoint);
    const limit = encoding === "B" ? Math.floor(budget / 4) * 3 : budget;
    if (word !== "" && size + cost > limit) {
      words.push(encodeWord(word, encoding));
      word = "";
      size = 0;
    }
    word += codePoint;
    size += cost;
  }
  words.push(encodeWord(word, encoding));
  return words.join("\r\n ");
}

/** The value of an unstructured header (Subject): plain and folded when that is safe, else as encoded words. */
export function encodeUnstructured(name: string, value: string): string {
  const text = cleanHeaderText(value);
  const plain = /^[\x20-\x7e]*$/.test(text) && !/=\?| {2}|[^ ]{61}/.test(text);
  return plain ? foldWords(text, name.length + 2) : encodeWords(text, name.length + 2);
}

/** Folds plain words at single spaces so that no line passes 76 characters (RFC 5322 §2.2.3). */
function foldWords(text: string, used: number): string {
  let column = used;
  let folded = "";
  for (const word of text.split(" ")) {
    if (folded !== "" && column + 1 + word.length > 76) {
      folded += "\r\n";
      column = 0;
    }
    folded += column === used && folded === "" ? word : ` ${word}`;
    column += word.length + 1;
  }
  return folded;
}

function pickEncoding(text: string): "B" | "Q" {
  let quoted = 0;
  for (const codePoint of text) quoted += quotedLength(codePoint);
  return quoted <= (Buffer.byteLength(text) * 4) / 3 ? "Q" : "B";
}

function quotedLength(codePoint: string): number {
  return codePoint === " " || Q_LITERAL.test(codePoint) ? 1 : Buffer.byteLength(codePoint) * 3;
}

function encodeWord(text: string, encoding: "B" | "Q"): string {
  return `=?utf-8?${encoding}?${encoding === "B" ? Buffer.from(text).toString("base64") : quoteWord(text)}?=`;
}

function quoteWord(text: string): string {
  let quoted = "";
  for (const codePoint of text) {
    if (codePoint === " ") quoted += "_";
    else if (Q_LITERAL.test(codePoint)) quoted += codePoint;
    else for (const byte of Buffer.from(codePoint)) quoted += `=${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return quoted;
}
