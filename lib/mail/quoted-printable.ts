const CR = 0x0d;
const LF = 0x0a;
const EQUALS = 0x3d;
const DOT = 0x2e;
const UPPER_F = 0x46;
const MAX_LINE = 76;
const HEX = Buffer.from("0123456789ABCDEF", "latin1");
const FROM = Buffer.from("From ", "latin1");

/** 1 for bytes that may stand for themselves in a quoted-printable line (RFC 2045 §6.7), space and tab included. */
const LITERAL = new Uint8Array(256);
for (let byte = 0x20; byte <= 0x7e; byte++) LITERAL[byte] = byte === EQUALS ? 0 : 1;
LITERAL[0x09] = 1;

/**
 * Encodes text as quoted-printable UTF-8 (RFC 2045 §6.7): lines of at most 76 octets with CRLF ends, white space at
 * the end of a line escaped. A leading dot and a leading "From " are escaped too, so that no relay on the way has a
 * reason to touch the line and break the DKIM body hash. CRLF, CR and LF in the text all become line ends.
 */
export function encodeQuotedPrintable(text: string): Buffer {
  const source = Buffer.from(text.toWellFormed(), "utf8");
  // Each byte takes three at most, and each 73 of those carry a soft line break ("=\r\n").
  const target = Buffer.allocUnsafe(source.length * 3 + Math.ceil(source.length / 24) * 3 + 16);
  let written = 0;
  let column = 0;
  for (let index = 0; index < source.length; index++) {
    const byte = source[index] as number;
    if (byte === CR || byte === LF) {
      if (byte === CR && source[index + 1] === LF) index++;
      target[written++] = CR;
      target[written++] = LF;
      column = 0;
      continue;
    }
    const literal = LITERAL[byte] === 1 && !needsEscape(source, index, byte, column);
    const width = literal ? 1 : 3;
    if (column + width > MAX_LINE - 1 && !(column + width === MAX_LINE && endsLine(source, index + 1))) {
      target[written++] = EQUALS;
      target[written++] = CR;
      target[written++] = LF;
      column = 0;
      index--; // look at the byte again as the first of its line
      continue;
    }
    if (literal) {
      target[written++] = byte;
    } else {
      target[written++] = EQUALS;
      target[written++] = HEX[byte >> 4] as number;
      target[written++] = HEX[byte & 15] as number;
    }
    column += width;
  }
  return target.subarray(0, written);
}

function endsLine(source: Buffer, index: number): boolean {
  return index >= source.length || source[index] === CR || source[index] === LF;
}

function needsEscape(source: Buffer, index: number, byte: number, column: number): boolean {
  if (byte === 0x20 || byte === 0x09) return endsLine(source, index + 1);
  if (column > 0) return false;
  return byte === DOT || (byte === UPPER_F && source.subarray(index, index + 5).equals(FROM));
}
