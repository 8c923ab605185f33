import { PART_BYTES } from "@/lib/base/http/part-bytes.shared";

const LINE_FEED = 10;
const QUOTE = 34;

export interface FilePiece {
  /** Whole lines; from the second piece on with the first line of the file before them, which names the columns. */
  body: Blob;
  /** Lines of the file before this piece. */
  linesBefore: number;
  /** Where the piece ends in the file, for progress. */
  endByte: number;
}

/**
 * Cuts a file into pieces of whole lines, also where a quoted cell holds line breaks. A file that cannot be cut (UTF-16, a quote that
 * is never closed, no line feeds) comes in one piece.
 */
export async function* filePieces(file: Blob, pieceBytes = PART_BYTES): AsyncGenerator<FilePiece> {
  const head = new Uint8Array(await file.slice(0, Math.min(file.size, 64_000)).arrayBuffer());
  const firstEnd = head.indexOf(LINE_FEED) + 1;
  const wide = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  const firstLine = file.slice(0, firstEnd);
  let at = 0;
  let linesBefore = 0;
  while (at < file.size) {
    const whole = wide || firstEnd === 0 || file.size - at <= pieceBytes;
    const bytes = whole ? null : new Uint8Array(await file.slice(at, at + pieceBytes).arrayBuffer());
    const cut = bytes && lastLineEnd(bytes);
    const end = cut ? at + cut.end : file.size;
    const own = file.slice(at, end);
    yield { body: at === 0 ? own : new Blob([firstLine, own]), linesBefore, endByte: end };
    linesBefore += cut?.lines ?? 0;
    at = end;
  }
}

/** The last line feed outside quotes, with the line feeds up to it; null when there is none. */
function lastLineEnd(bytes: Uint8Array): { end: number; lines: number } | null {
  let quoted = false;
  let lines = 0;
  let found: { end: number; lines: number } | null = null;
  for (let index = 0; index < bytes.length; index++) {
    if (bytes[index] === QUOTE) quoted = !quoted;
    else if (bytes[index] === LINE_FEED) {
      lines++;
      if (!quoted) found = { end: index + 1, lines };
    }
  }
  return found;
}
