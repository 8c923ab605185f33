import { type Options, parse } from "csv-parse";
import { type CsvEncoding, type CsvFormat, detectEncoding, detectLayout } from "./detect-csv";

/** One record of a file with the line it starts on; the header counts. */
export interface CsvRow {
  /** 1-based; a line break inside quotes counts as a line too. */
  line: number;
  cells: string[];
}

/** A record longer than this is an unclosed quote, not a contact. */
const MAX_RECORD_BYTES = 1_000_000;

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
 * The records of a file, one after the other, in flat memory. Ragged rows come as they are, empty lines are left out.
 * Throws an error with words when a quote is never closed.
 */
export async function* readCsv(bytes: AsyncIterable<Uint8Array>, format: CsvFormat): AsyncGenerator<CsvRow> {
  for await (const { record, info } of readRecords(bytes, format)) {
    const breaks = record.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
    yield { line: info.lines - breaks, cells: record };
  }
}

interface ParsedRecord {
  record: string[];
  info: { lines: number };
}

async function* readRecords(bytes: AsyncIterable<Uint8Array>, format: CsvFormat): AsyncGenerator<ParsedRecord> {
  const parser = parse(parserOptions(format));
  const feed = (async () => {
    for await (const text of decodeBytes(bytes, format.encoding)) {
      if (parser.destroyed) return;
      if (!parser.write(text))
        await new Promise<void>((resolve) => parser.once("drain", resolve).once("close", resolve));
    }
    parser.end();
  })();
  feed.catch((error: Error) => parser.destroy(error));
  try {
    for await (const parsed of parser) yield parsed as ParsedRecord;
  } finally {
    parser.destroy();
  }
}

function parserOptions(format: CsvFormat): Options {
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

/** The first rows of a file from its first bytes, with what was found out about it. Rows cut off at the end are left out. */
export async function sampleCsv(head: Uint8Array, complete: boolean, maxRows: number) {
  const encoding = detectEncoding(head);
  const text = new TextDecoder(encoding).decode(head, { stream: !complete });
  const format: CsvFormat = { encoding, ...detectLayout(text) };
  const rows = await sampleRows(head, format, maxRows + 1);
  const whole = complete || rows.length > maxRows ? rows : rows.slice(0, -1);
  return { format, rows: whole.slice(0, maxRows) };
}

/** The first rows of some bytes as a given format reads them; stops quietly where it no longer can. */
export async function sampleRows(head: Uint8Array, format: CsvFormat, maxRows: number): Promise<CsvRow[]> {
  const rows: CsvRow[] = [];
  try {
    for await (const row of readCsv(once(head), format)) {
      rows.push(row);
      if (rows.length >= maxRows) break;
    }
  } catch (error) {
    // The head ends inside a quoted cell: what came before is still a sample.
    if (rows.length === 0) throw error;
  }
  return rows;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
