import { maxQuotedBytes, type QuotedCursor, quotePrintable, softBreak } from "./quoted-printable";

/** A place in a static run where something else stands in each message, always of the same length and in plain letters. */
export interface TokenPlace {
  /** Which of the message's tokens. */
  token: number;
  length: number;
}

/** Text that is the same in every message but for its tokens, encoded once. It begins and ends inside a line of its own. */
export interface EncodedRun {
  bytes: Buffer;
  /** Column after the last octet; 0 when it ends with a line end. */
  endColumn: number;
  /** How it meets the pieces before and after when a CRLF falls between them. */
  startsWithLf: boolean;
  endsWithCr: boolean;
  /** Offset in `bytes` and number of the token, in turn. */
  tokens: readonly number[];
}

const MAX_LINE = 76;

/**
 * Encodes a static run as quoted-printable, beginning at the start of a line. Tokens are letters, digits, "-" and "_"
 * (base64url): they need no escape and are never broken, so their places are known.
 */
export function encodeRun(pieces: readonly (string | TokenPlace)[]): EncodedRun {
  const room = pieces.reduce((sum, piece) => sum + maxQuotedBytes(piece.length), 0);
  const cursor: QuotedCursor = { target: Buffer.alloc(room), at: 0, column: 0, afterCr: false };
  const tokens: number[] = [];
  for (const piece of pieces) {
    if (typeof piece === "string") {
      quotePrintable(piece, cursor);
      continue;
    }
    if (cursor.column + piece.length >= MAX_LINE) softBreak(cursor);
    tokens.push(cursor.at, piece.token);
    cursor.target.fill("x", cursor.at, cursor.at + piece.length);
    cursor.at += piece.length;
    cursor.column += piece.length;
    cursor.afterCr = false;
  }
  const first = pieces[0];
  return {
    bytes: Buffer.from(cursor.target.subarray(0, cursor.at)),
    endColumn: cursor.column,
    startsWithLf: typeof first === "string" && first.startsWith("\n"),
    endsWithCr: cursor.afterCr,
    tokens,
  };
}
