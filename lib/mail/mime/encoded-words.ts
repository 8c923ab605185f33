const MAX_WORD = 75; // RFC 2047 §2
const PREFIX_LENGTH = "=?utf-8?B?".length;
const SUFFIX_LENGTH = "?=".length;
/** 1 for what the Q encoding may leave alone even inside a display name (RFC 2047 §5, rule 3). */
const Q_LITERAL = new Uint8Array(128);
for (const character of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+/-")
  Q_LITERAL[character.charCodeAt(0)] = 1;
const HEX = Array.from({ length: 256 }, (_, byte) => `=${byte.toString(16).toUpperCase().padStart(2, "0")}`);
const SPACE = 0x20;
const UNDERSCORE = 0x5f;
const PLAIN_LINE = /^[!-~]+(?: [!-~]+)*$/;

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
  const { encoding, size: whole } = measure(text);
  if (whole <= limitOf(encoding, Math.min(MAX_WORD, 76 - used))) return encodeWord(text, encoding);
  const words: string[] = [];
  let word = "";
  let size = 0;
  for (const codePoint of text) {
    const limit = limitOf(encoding, words.length === 0 ? Math.min(MAX_WORD, 76 - used) : MAX_WORD);
    const cost = encoding === "B" ? utf8Length(codePoint) : quotedLength(codePoint);
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
  if (value.length <= 60 && name.length <= 14 && PLAIN_LINE.test(value) && !value.includes("=?")) return value;
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

/** What fits into an encoded word of so many characters: octets for B, encoded characters for Q. */
function limitOf(encoding: "B" | "Q", characters: number): number {
  const budget = characters - PREFIX_LENGTH - SUFFIX_LENGTH;
  return encoding === "B" ? Math.floor(budget / 4) * 3 : budget;
}

/** The encoding that takes less room, and the whole text in its unit; see `limitOf`. */
function measure(text: string): { encoding: "B" | "Q"; size: number } {
  let quoted = 0;
  let octets = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    // Half of a surrogate pair is half of four octets.
    const size = unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
    octets += size;
    quoted += unit === SPACE || Q_LITERAL[unit] === 1 ? 1 : size * 3;
  }
  return quoted <= (octets * 4) / 3 ? { encoding: "Q", size: quoted } : { encoding: "B", size: octets };
}

function utf8Length(codePoint: string): number {
  const code = codePoint.charCodeAt(0);
  return codePoint.length === 2 ? 4 : code < 0x80 ? 1 : code < 0x800 ? 2 : 3;
}

function isLiteral(codePoint: string): boolean {
  return Q_LITERAL[codePoint.charCodeAt(0)] === 1;
}

function quotedLength(codePoint: string): number {
  return codePoint === " " || isLiteral(codePoint) ? 1 : utf8Length(codePoint) * 3;
}

function encodeWord(text: string, encoding: "B" | "Q"): string {
  return `=?utf-8?${encoding}?${encoding === "B" ? Buffer.from(text).toString("base64") : quoteWord(text)}?=`;
}

/** Words are put together here, one at a time. */
const room = Buffer.alloc(MAX_WORD * 3);

function quoteWord(text: string): string {
  let at = 0;
  for (const byte of Buffer.from(text)) {
    if (byte === SPACE) room[at++] = UNDERSCORE;
    else if (Q_LITERAL[byte] === 1) room[at++] = byte;
    else at += room.write(HEX[byte] as string, at, "latin1");
  }
  return room.toString("latin1", 0, at);
}
