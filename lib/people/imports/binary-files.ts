import { type Msg, msg } from "@/lib/language/t";

/** Where the names of the files in a zip begin to tell what it is. */
const HEAD = 4096;

/** What a file is that is no separated text, with what to do about it; null where it may be one. Known by its first bytes, whatever it is called. */
export function otherKind(head: Uint8Array): Msg | null {
  const start = Buffer.from(head.subarray(0, HEAD)).toString("latin1");
  return KINDS.find(([begins]) => begins(start))?.[1] ?? null;
}

const isZip = (start: string) => start.startsWith("PK\x03\x04");

const KINDS: readonly [begins: (start: string) => boolean, Msg][] = [
  [
    (start) =>
      (isZip(start) && /\[Content_Types\]\.xml|xl\/|_rels\/\.rels/.test(start)) || start.startsWith("\xd0\xcf\x11\xe0"),
    msg("This is an Excel workbook, not a CSV file. Open it and use “Save as” with the type “CSV UTF-8”."),
  ],
  [
    (start) => isZip(start) && start.includes("application/vnd.oasis.opendocument.spreadsheet"),
    msg("This is an OpenDocument spreadsheet, not a CSV file. Open it and use “Save as” with the type “Text CSV”."),
  ],
  [isZip, msg("This is a zip archive, not a CSV file. Unpack it and choose the CSV file that is in it.")],
  [
    (start) => start.startsWith("\x1f\x8b"),
    msg("This is a packed file (gzip), not a CSV file. Unpack it and choose the CSV file that is in it."),
  ],
  [(start) => start.startsWith("%PDF"), msg("This is a PDF, not a CSV file. Export the contacts as CSV.")],
  [
    (start) => /^(\xef\xbb\xbf)?\s{0,20}<(!doctype html|html|\?xml|table)\b/i.test(start),
    msg("This is a web page (HTML or XML), not a CSV file. Export the contacts as CSV."),
  ],
  [
    // UTF-32, which no browser reads either.
    (start) => start.startsWith("\xff\xfe\0\0") || start.startsWith("\0\0\xfe\xff"),
    msg("This text is in UTF-32. Save it as UTF-8 and choose it again."),
  ],
];
