export type CsvEncoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
export type CsvDelimiter = "," | ";" | "\t" | "|";

export interface CsvFormat {
  encoding: CsvEncoding;
  delimiter: CsvDelimiter;
  /** True when lines end in a bare carriage return, as old Mac exports do. */
  bareCr: boolean;
  /** The first row names the columns. */
  hasHeader: boolean;
}

const DELIMITERS: readonly CsvDelimiter[] = [",", ";", "\t", "|"];

/** The encoding of a file from its first bytes: its byte order mark, else zero bytes of UTF-16, else UTF-8 if it holds, else Windows-1252. */
export function detectEncoding(head: Uint8Array): CsvEncoding {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  const pairs = Math.min(head.length >> 1, 512);
  let evenZeros = 0;
  let oddZeros = 0;
  for (let pair = 0; pair < pairs; pair++) {
    if (head[pair * 2] === 0) evenZeros++;
    if (head[pair * 2 + 1] === 0) oddZeros++;
  }
  if (pairs > 0 && oddZeros > pairs * 0.4 && evenZeros < pairs * 0.1) return "utf-16le";
  if (pairs > 0 && evenZeros > pairs * 0.4 && oddZeros < pairs * 0.1) return "utf-16be";
  return isUtf8(head) ? "utf-8" : "windows-1252";
}

/** True when the bytes are UTF-8; a character cut off at the end is forgiven. */
export function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Delimiter, line ending and header of the decoded beginning of a file (64 KB are plenty). */
export function detectLayout(text: string): Omit<CsvFormat, "encoding"> {
  const lines = quotedLines(text);
  const delimiter = detectDelimiter(lines);
  return { delimiter, bareCr: lines.bareCr, hasHeader: looksLikeHeader(lines.rows, delimiter) };
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
  for (let at = 0; at < text.length && lines.rows.length < maxLines; at++) {
    const char = text[at] ?? "";
    if (char === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (char === "\n" || char === "\r") {
      if (char === "\n") lfs++;
      else if (text[at + 1] !== "\n") crs++;
      close(at);
    } else if ((DELIMITERS as readonly string[]).includes(char)) {
      counts.set(char as CsvDelimiter, (counts.get(char as CsvDelimiter) ?? 0) + 1);
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
    const first = perLine[0] ?? 0;
    if (first === 0) continue;
    const same = perLine.filter((count) => count === first).length / perLine.length;
    const score = same * 10 + Math.min(first, 50) / 50;
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

/** A row is a header when nothing in it is an address, and an address comes later or its words are all different. */
function looksLikeHeader(rows: string[], delimiter: CsvDelimiter): boolean {
  const first = rows[0];
  if (first === undefined) return false;
  const cells = first.split(delimiter).map((cell) => cell.replace(/^["\s]+|["\s]+$/g, ""));
  if (cells.some((cell) => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(cell))) return false;
  if (rows.slice(1).some((row) => row.includes("@"))) return true;
  const named = cells.filter((cell) => cell !== "" && !/^[\d.,+-]+$/.test(cell));
  return named.length === cells.length && new Set(named).size === named.length;
}
