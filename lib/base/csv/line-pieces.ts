import { setImmediate as turn } from "node:timers/promises";
import type { CsvEncoding } from "./encodings.shared";

/** A part of a stored file. */
export interface FilePart {
  part: number;
  data: Uint8Array;
}

/** Some whole lines of a file. */
export interface LinePiece {
  text: string;
  /** Where they begin: an octet of a part. */
  part: number;
  at: number;
  /** Somebody who has not read what stands before can begin here. */
  isFresh: boolean;
  isLast: boolean;
}

/** Read at once: nobody else in the process has a turn meanwhile. */
const PIECE_BYTES = 65_536;
/** No line of a table is as long: it is cut anyhow, for the parser to refuse. */
const LONGEST_LINE_BYTES = 1_048_576;

/**
 * The text of a file in pieces of whole lines, so that whoever stops can go on with any of them: from octet `at` of the first part that comes.
 * A byte order mark is dropped where the file begins.
 */
export async function* linePieces(
  parts: AsyncIterable<FilePart>,
  { encoding, bareCr }: { encoding: CsvEncoding; bareCr: boolean },
  at: number,
): AsyncGenerator<LinePiece> {
  const decode = decoderOf(encoding);
  const endOf = breakFinder(encoding, bareCr);
  let waiting: Buffer<ArrayBufferLike> = Buffer.alloc(0);
  let place: { part: number; at: number } | null = null;
  for await (const { part, data } of parts) {
    const skipped: number = place ? 0 : at;
    place ??= { part, at };
    const carried = waiting.length;
    const own = Buffer.from(data.buffer, data.byteOffset, data.byteLength).subarray(skipped);
    const bytes = carried > 0 ? Buffer.concat([waiting, own]) : own;
    let done = 0;
    for (let end = pieceEnd(bytes, done, endOf); end > done; end = pieceEnd(bytes, done, endOf)) {
      yield { ...decode(bytes.subarray(done, end), place, false), ...place, isLast: false };
      await turn();
      done = end;
      place = { part, at: done - carried + skipped };
    }
    waiting = bytes.subarray(done);
  }
  place ??= { part: 0, at: 0 };
  yield { ...decode(waiting, place, true), ...place, isLast: true };
}

/** Behind the last break of some bytes, or behind the first; 0 where there is none. */
type BreakFinder = (bytes: Buffer, which: "first" | "last") => number;

/** `from` where the line that begins there is not whole yet. */
function pieceEnd(bytes: Buffer, from: number, endOf: BreakFinder): number {
  const near = endOf(bytes.subarray(from, from + PIECE_BYTES), "last");
  if (near > 0) return from + near;
  const far = endOf(bytes.subarray(from), "first");
  if (far > 0) return from + far;
  return bytes.length - from > LONGEST_LINE_BYTES ? from + LONGEST_LINE_BYTES : from;
}

/** In every encoding but UTF-16 the octets of line breaks are nothing else. */
function breakFinder(encoding: CsvEncoding, bareCr: boolean): BreakFinder {
  const octet = bareCr ? 13 : 10;
  const wide = encoding === "utf-16le" || encoding === "utf-16be";
  if (!wide) return (bytes, which) => (which === "last" ? bytes.lastIndexOf(octet) : bytes.indexOf(octet)) + 1;
  const unit = Buffer.from(encoding === "utf-16le" ? [octet, 0] : [0, octet]);
  return (bytes, which) => {
    const next = (at: number) => (which === "last" ? bytes.lastIndexOf(unit, at - 1) : bytes.indexOf(unit, at + 1));
    let at = which === "last" ? bytes.lastIndexOf(unit) : bytes.indexOf(unit);
    // Halves of two letters may look like one.
    while (at > 0 && at % 2 === 1) at = next(at);
    return at < 0 ? 0 : at + 2;
  };
}

/** ISO-2022-JP says by an escape what follows: only whoever read that knows. */
function decoderOf(encoding: CsvEncoding) {
  const first = new TextDecoder(encoding);
  const later = new TextDecoder(encoding, { ignoreBOM: true });
  return (bytes: Uint8Array, { part, at }: { part: number; at: number }, isLast: boolean) => {
    const begins = part === 0 && at === 0;
    if (encoding === "iso-2022-jp") return { text: first.decode(bytes, { stream: !isLast }), isFresh: begins };
    return { text: (begins ? first : later).decode(bytes), isFresh: true };
  };
}
