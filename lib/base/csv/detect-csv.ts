import type { CsvEncoding } from "./encodings.shared";
import { cellsOf, findHeader } from "./find-header";
import { guessLegacyEncoding } from "./guess-encoding";
import { multiByteEncoding } from "./guess-multi-byte";
import type { Utf8Facts } from "./utf8-check";

export type CsvDelimiter = "," | ";" | "\t" | "|";

export interface CsvFormat {
  encoding: CsvEncoding;
  delimiter: CsvDelimiter;
  /** True when lines end in a bare carriage return, as old Mac exports do. */
  bareCr: boolean;
  /** The first row names the columns. */
  hasHeader: boolean;
  /** Rows above it that are none of the table: titles, notes, `sep=;`. */
  skipRows: number;
}

const DELIMITERS: readonly CsvDelimiter[] = [",", ";", "\t", "|"];

/**
 * The encoding of a file: its byte order mark, else the zero bytes of UTF-16, else UTF-8 when nearly all beyond ASCII is (a few broken octets
 * do not make it another), else the one whose words come out best.
 */
export function detectEncoding(head: Uint8Array, utf8: Utf8Facts): CsvEncoding {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return "utf-8";
  const wide = utf16(head);
  if (wide) return wide;
  if (utf8.right >= utf8.wrong) return utf8.right + utf8.wrong === 0 ? guessSevenBit(head) : "utf-8";
  return guessLegacyEncoding(utf8.sample);
}

function utf16(head: Uint8Array): CsvEncoding | null {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  const pairs = Math.min(head.length >> 1, 4096);
  let evenZeros = 0;
  let oddZeros = 0;
  for (let pair = 0; pair < pairs; pair++) {
    if (head[pair * 2] === 0) evenZeros++;
    if (head[pair * 2 + 1] === 0) oddZeros++;
  }
  // Separators and addresses are ASCII in every language, so a tenth of the characters has a zero.
  if (oddZeros > pairs * 0.1 && evenZeros < oddZeros * 0.1) return "utf-16le";
  return evenZeros > pairs * 0.1 && oddZeros < evenZeros * 0.1 ? "utf-16be" : null;
}

function guessSevenBit(head: Uint8Array): CsvEncoding {
  return multiByteEncoding(head.subarray(0, 65_536)) === "iso-2022-jp" ? "iso-2022-jp" : "utf-8";
}

/** A first line for spreadsheets that names the separator: `sep=;`. */
const SEPARATOR_LINE = /^"?sep=(.?)"?[,;|\t]*$/i;

/** Delimiter, line ending and header of the decoded beginning of a file (64 KB are plenty). */
export function detectLayout(text: string): Omit<CsvFormat, "encoding"> {
  const lines = quotedLines(text);
  const separator = SEPARATOR_LINE.exec(lines.rows[0] ?? "");
  if (separator) {
    lines.rows.shift();
    lines.counts.shift();
  }
  const named = DELIMITERS.find((delimiter) => delimiter === separator?.[1]);
  const delimiter = named ?? detectDelimiter(lines);
  const { skipRows, hasHeader } = findHeader(lines.rows.map((row) => cellsOf(row, delimiter)));
  return { delimiter, bareCr: lines.bareCr, hasHeader, skipRows: skipRows + (separator ? 1 : 0) };
}

interface Lines {
  /** Per line (breaks inside quotes do not count): how often each candidate stands outside quotes. */
  counts: Map<CsvDelimiter, number>[];
  rows: string[];
  bareCr: boolean;
}

/** Walks the text once, following quotes. */
function quotedLines(text: string, maxLines = 100): Lines {
  const lines: Lines = { counts: [], rows: [], bareCr: false };
  let counts = new Map<CsvDelimiter, number>();
  let quoted = false;
  let start = 0;
  let crs = 0;
  let lfs = 0;
  const close = (end: number) => {
    if (end > start) {
      lines.counts.push(counts);
      lines.rows.push(text.slice(start, end));
    }
    counts = new Map();
    start = end + 1;
  };
  let fresh = true;
  for (let at = 0; at < text.length && lines.rows.length < maxLines; at++) {
    const char = text[at] ?? "";
    const begins = fresh;
    fresh = false;
    // A quote opens only where a cell begins; elsewhere it is a letter, as in 12" or a title.
    if (char === '"' && (quoted || begins)) quoted = !quoted;
    else if (quoted) continue;
    else if (char === "\n" || char === "\r") {
      if (char === "\n") lfs++;
      else if (text[at + 1] !== "\n") crs++;
      close(at);
      fresh = true;
    } else if ((DELIMITERS as readonly string[]).includes(char)) {
      counts.set(char as CsvDelimiter, (counts.get(char as CsvDelimiter) ?? 0) + 1);
      fresh = true;
    }
  }
  if (lines.rows.length < maxLines) close(text.length);
  lines.bareCr = crs > 0 && lfs === 0;
  return lines;
}

/** The candidate that stands equally often on most lines; of two such, the one that stands more often. */
function detectDelimiter({ counts }: Lines): CsvDelimiter {
  let best: CsvDelimiter = ",";
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const perLine = counts.map((line) => line.get(delimiter) ?? 0);
    const usual = mostFrequent(perLine.filter((count) => count > 0));
    if (usual === 0) continue;
    const same = perLine.filter((count) => count === usual).length / perLine.length;
    const score = same * 10 + Math.min(usual, 50) / 50;
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

/** 0 where there is none; of two the larger. */
function mostFrequent(numbers: readonly number[]): number {
  const times = new Map<number, number>();
  for (const number of numbers) times.set(number, (times.get(number) ?? 0) + 1);
  return [...times].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}
