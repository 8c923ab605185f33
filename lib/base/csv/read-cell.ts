import { withoutGuard } from "./write-csv";

/** What a parser leaves of a quoted cell with blanks between its last quote and the separator, as in `"a" ,b`: its quotes are letters then. */
const PADDED = /^"((?:[^"]|"")*)"[ \t]+$/;

/** A cell as its writer meant it: without quotes that blanks hid, and without the apostrophe that only disarms it. */
export function readCell(text: string): string {
  const [, inner] = (text.startsWith('"') && PADDED.exec(text)) || [];
  return withoutGuard(inner === undefined ? text : inner.replaceAll('""', '"'));
}
