const CR = 0x0d;
const LF = 0x0a;
const SPACE = 0x20;
const EQUALS = 0x3d;
const DOT = 0x2e;
const UPPER_F = 0x46;
const MAX_LINE = 76;
const HEX = Buffer.from("0123456789ABCDEF", "latin1");
const FROM = Buffer.from("From ", "latin1");

/** 1 for bytes that may stand for themselves in a quoted-printable line (RFC 2045 §6.7), the space included. */
const LITERAL = new Uint8Array(256);
for (let byte = SPACE; byte <= 0x7e; byte++) LITERAL[byte] = byte === EQUALS ? 0 : 1;

/** Words with single spaces between them: nothing in it needs an escape, wherever it stands in a line. */
const PLAIN = /^[!-<>-~]+(?: [!-<>-~]+)*$/;

/** Where encoded octets go, and where in its line the next one stands. */
export interface QuotedCursor {
  target: Buffer;
  at: number;
  column: number;
  /** True when the last piece ended in a lone CR, so that an LF now would be the second half of its line end. */
  afterCr: boolean;
}

/** Octets that a text of so many UTF-16 units takes at most: three each, escaped, and a soft line break every 24 octets. */
export function maxQuotedBytes(units: number): number {
  return units * 9 + Math.ceil(units / 8) * 3 + 16;
}

/**
 * Encodes one piece of a text as quoted-printable UTF-8 (RFC 2045 §6.7) behind what the cursor has so far. Lines are at
 * most 76 octets with CRLF ends; CRLF, CR and LF in the text all become line ends. A piece leaves room for one "=" on its
 * last line, so that `softBreak` may follow. The target needs room for `maxQuotedBytes(text.length)`.
 *
 * Escaped beyond what the RFC asks for, so that no relay has a reason to touch a line and the relaxed canonical form of
 * RFC 6376 §3.4.4 is the encoded text itself: a dot or "From " at the start of a line, tabs, a space after a space, and
 * the last space of a line or piece (a line end may follow it).
 */
export function quotePrintable(text: string, cursor: QuotedCursor): void {
  if (text === "") return;
  const { target } = cursor;
  if (fitsAsItIs(text, cursor.column)) {
    target.write(text, cursor.at, "latin1");
    cursor.at += text.length;
    cursor.column += text.length;
    cursor.afterCr = false;
    return;
  }
  const source = Buffer.from(text.toWellFormed(), "utf8");
  let { at, column } = cursor;
  for (let index = cursor.afterCr && source[0] === LF ? 1 : 0; index < source.length; index++) {
    const byte = source[index] as number;
    if (byte === CR || byte === LF) {
      if (byte === CR && source[index + 1] === LF) index++;
      target[at++] = CR;
      target[at++] = LF;
      column = 0;
      continue;
    }
    const literal = LITERAL[byte] === 1 && !needsEscape(source, index, column, target[at - 1]);
    const width = literal ? 1 : 3;
    if (column + width >= MAX_LINE && !(column + width === MAX_LINE && breaksAt(source, index + 1))) {
      target[at++] = EQUALS;
      target[at++] = CR;
      target[at++] = LF;
      column = 0;
      index--; // look at the byte again as the first of its line
      continue;
    }
    if (literal) {
      target[at++] = byte;
    } else {
      target[at++] = EQUALS;
      target[at++] = HEX[byte >> 4] as number;
      target[at++] = HEX[byte & 15] as number;
    }
    column += width;
  }
  cursor.at = at;
  cursor.column = column;
  cursor.afterCr = source[source.length - 1] === CR;
}

/** Ends the line without ending the text's line. */
export function softBreak(cursor: QuotedCursor): void {
  const { target } = cursor;
  target[cursor.at++] = EQUALS;
  target[cursor.at++] = CR;
  target[cursor.at++] = LF;
  cursor.column = 0;
}

/** Encodes a whole text; see `quotePrintable`. */
export function encodeQuotedPrintable(text: string): Buffer {
  const cursor = { target: Buffer.allocUnsafe(maxQuotedBytes(text.length)), at: 0, column: 0, afterCr: false };
  quotePrintable(text, cursor);
  return cursor.target.subarray(0, cursor.at);
}

function fitsAsItIs(text: string, column: number): boolean {
  if (column + text.length >= MAX_LINE || !PLAIN.test(text)) return false;
  const first = column === 0 ? text.charCodeAt(0) : 0;
  return first !== DOT && first !== UPPER_F;
}

function breaksAt(source: Buffer, index: number): boolean {
  return source[index] === CR || source[index] === LF;
}

function needsEscape(source: Buffer, index: number, column: number, before: number | undefined): boolean {
  const byte = source[index];
  if (byte === SPACE) {
    return (column > 0 && before === SPACE) || index + 1 === source.length || breaksAt(source, index + 1);
  }
  if (column > 0) return false;
  return byte === DOT || (byte === UPPER_F && maySayFrom(source, index));
}

/** True for "From " and for what the next piece could make into it. */
function maySayFrom(source: Buffer, index: number): boolean {
  for (let i = 1; i < FROM.length && index + i < source.length; i++) if (source[index + i] !== FROM[i]) return false;
  return true;
}
