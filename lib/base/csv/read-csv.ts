import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CsvError, type Options, parse } from "csv-parse";
import { parse as parseAll } from "csv-parse/sync";
import { AppError, invalid } from "@/lib/base/errors";
import { t } from "@/lib/language/t";
import { type CsvFormat, detectEncoding, detectLayout } from "./detect-csv";
import type { CsvEncoding } from "./encodings.shared";
import { readCell } from "./read-cell";
import { type Utf8Facts, utf8Facts } from "./utf8-check";

/** One record of a file with the line it starts on; the header counts. */
export interface CsvRow {
  /** 1-based; a line break inside quotes counts as a line too. */
  line: number;
  cells: string[];
}

/** A record longer than this is an unclosed quote, not a contact. */
export const MAX_RECORD_BYTES = 256 * 1024;
/** Columns of a table of people; more is not one, and each would become a cell of every row. */
const MAX_COLUMNS = 500;
const PIECE_CHARS = 65_536;
/** How much of a file tells its delimiter and header. */
const LAYOUT_BYTES = 256 * 1024;

/** Turns bytes into text in slices, however the characters are cut; a byte order mark is dropped. */
export async function* decodeBytes(bytes: AsyncIterable<Uint8Array>, encoding: CsvEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const slice of bytes) {
    const text = decoder.decode(slice, { stream: true });
    if (text) yield text;
  }
  const rest = decoder.decode();
  if (rest) yield rest;
}

/**
 * The records of a file, one after the other, in flat memory. Ragged rows come as they are, empty lines and
 * what stands above the table are left out; an apostrophe that only disarms a cell is taken off.
 * Throws an error with words when a quote is never closed.
 */
export async function* readCsv(bytes: AsyncIterable<Uint8Array>, format: CsvFormat): AsyncGenerator<CsvRow> {
  let above = format.skipRows;
  for await (const { record, info } of readRecords(bytes, format)) {
    checkColumns(record);
    if (above-- <= 0) yield { line: lineOf(record, info.lines), cells: record.map(readCell) };
  }
}

interface ParsedRecord {
  record: string[];
  info: { lines: number };
}

async function* readRecords(bytes: AsyncIterable<Uint8Array>, format: CsvFormat): AsyncGenerator<ParsedRecord> {
  const parser = parse(parserOptions(format));
  const piped = pipeline(Readable.from(smallPieces(decodeBytes(bytes, format.encoding))), parser);
  // What goes wrong reaches the loop below through the parser; this promise only must not be left alone.
  piped.catch(() => {});
  try {
    for await (const parsed of parser) yield parsed as ParsedRecord;
  } finally {
    parser.destroy();
  }
}

/** The parser holds all records of a piece at once, so the pieces are small. */
async function* smallPieces(texts: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const text of texts) {
    for (let at = 0; at < text.length; at += PIECE_CHARS) yield text.slice(at, at + PIECE_CHARS);
  }
}

/** How the parser is to read. */
export function parserOptions(format: CsvFormat): Options {
  return {
    delimiter: format.delimiter,
    record_delimiter: format.bareCr ? ["\r"] : ["\r\n", "\n"],
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD_BYTES,
    info: true,
  };
}

/**
 * The first rows of a file from its first bytes, with what was found out about it; `utf8` are facts about all of it. A row cut off at the end
 * is left out.
 */
export function sampleCsv(head: Uint8Array, complete: boolean, maxRows: number, utf8: Utf8Facts = utf8Facts(head)) {
  const encoding = detectEncoding(head, utf8);
  const text = new TextDecoder(encoding).decode(head.subarray(0, LAYOUT_BYTES), { stream: true });
  const format: CsvFormat = { encoding, ...detectLayout(text) };
  return { format, rows: sampleRows(head, complete, format, maxRows) };
}

/** The first rows of some bytes as a given format reads them. */
export function sampleRows(head: Uint8Array, complete: boolean, format: CsvFormat, maxRows: number): CsvRow[] {
  const rows: CsvRow[] = [];
  const collect = (cells: string[], { lines }: { lines: number }) => {
    checkColumns(cells);
    if (records++ >= format.skipRows) rows.push({ line: lineOf(cells, lines), cells: cells.map(readCell) });
    return null;
  };
  let records = 0;
  const text = new TextDecoder(format.encoding).decode(head, { stream: !complete });
  try {
    parseAll(text, { ...parserOptions(format), info: false, to: maxRows + 1 + format.skipRows, on_record: collect });
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (complete && rows.length === 0) throw unreadable(error);
    // The head ends inside quotes: the rows before are whole.
    return rows.slice(0, maxRows);
  }
  return (complete ? rows : rows.slice(0, Math.max(1, rows.length - 1))).slice(0, maxRows);
}

/** How many rows with data a whole file has, its header not counted; null when it cannot be read to its end. */
export function countRows(file: Uint8Array, format: CsvFormat): number | null {
  let records = 0;
  const count = () => {
    records++;
    return null;
  };
  try {
    const text = new TextDecoder(format.encoding).decode(file);
    parseAll(text, { ...parserOptions(format), info: false, on_record: count });
  } catch (error) {
    if (error instanceof CsvError) return null;
    throw error;
  }
  return Math.max(0, records - format.skipRows - (format.hasHeader ? 1 : 0));
}

/** What the parser says of a file of which not even the first record can be read, in words. */
function unreadable(error: unknown): unknown {
  if (!(error instanceof CsvError)) return error;
  const message =
    error.code === "CSV_MAX_RECORD_SIZE"
      ? t('The first line of the file is longer than {size} KB, or a quote (") is opened and never closed.', {
          size: MAX_RECORD_BYTES / 1024,
        })
      : t('The file cannot be read: a quote (") is opened in its first line and never closed.');
  return invalid(message, { file: message });
}

/** Throws `invalid` in words where a line is none of a table of people. */
export function checkColumns(cells: readonly string[]): void {
  if (cells.length <= MAX_COLUMNS) return;
  const message = t("A line of the file has {count} columns; at most {limit} can be read.", {
    count: cells.length,
    limit: MAX_COLUMNS,
  });
  throw invalid(message, { file: message });
}

/** The parser counts the line a record ends on. */
function lineOf(cells: readonly string[], endLine: number): number {
  return endLine - cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
}
