import { isEmailAddress } from "@/lib/base/addresses/email-address";
import { readAddress } from "@/lib/base/addresses/read-address";
import type { CsvFormat } from "@/lib/base/csv/detect-csv";
import { readCsv, sampleCsv } from "@/lib/base/csv/read-csv";
import { guessMapping } from "@/lib/people/imports/guess-mapping";
import { type SuppressionReason, suppressionReasons } from "@/lib/people/suppressions/reasons.shared";

export interface FileRow {
  line: number;
  emailNormalized: string;
  /** As the file says; null where it does not. */
  reason: SuppressionReason | null;
  note: string | null;
  createdAt: Date | null;
  expiresAt: Date | null;
}

export interface FileRefusal {
  line: number;
  value: string;
  problem: string;
}

const HEAD_BYTES = 64_000;

/** Names that other tools give a reason in their exports of suppressed addresses. */
const REASON_WORDS: readonly [RegExp, SuppressionReason][] = [
  [/complain|spam|abuse/, "complaint"],
  [/unsub|opt.?out/, "unsubscribe"],
  [/soft/, "soft_bounce"],
  [/bounce|invalid|cleaned/, "hard_bounce"],
  [/manual|by hand/, "manual"],
  [/provider/, "provider"],
];

interface Columns {
  email: number;
  reason: number;
  note: number;
  createdAt: number;
  expiresAt: number;
}

/**
 * The rows of a file of addresses in any usual form: an export of this list, of another tool, or plain lines. Flat in memory.
 * A row without a usable address comes as a refusal. With `linesBefore` it is a later piece of a file, behind its first line once more. Throws an error with words when a quote is never closed.
 */
export async function* readSuppressionFile(
  bytes: AsyncIterable<Uint8Array>,
  linesBefore = 0,
): AsyncGenerator<FileRow | FileRefusal> {
  const source = bytes[Symbol.asyncIterator]();
  const { head, complete } = await takeHead(source);
  if (head.length === 0) return;
  const sample = sampleCsv(head, complete, 50);
  const names = sample.format.hasHeader ? (sample.rows[0]?.cells ?? []) : null;
  const columns = columnsOf(names, sample.rows.map(({ cells }) => cells).slice(names ? 1 : 0));
  const format: CsvFormat = { ...sample.format };
  let first = true;
  for await (const row of readCsv(chained(head, source), format)) {
    const isHeader = first && (names !== null || linesBefore > 0);
    first = false;
    // The first line of a later piece stands once more before its own.
    const line = linesBefore > 0 ? linesBefore + row.line - 1 : row.line;
    if (!isHeader) yield readRow(line, row.cells, columns);
  }
}

async function takeHead(source: AsyncIterator<Uint8Array>): Promise<{ head: Uint8Array; complete: boolean }> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  while (size < HEAD_BYTES) {
    const { value, done } = await source.next();
    if (done) return { head: Buffer.concat(pieces), complete: true };
    pieces.push(value);
    size += value.byteLength;
  }
  return { head: Buffer.concat(pieces), complete: false };
}

async function* chained(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield head;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

function columnsOf(names: readonly string[] | null, rows: readonly string[][]): Columns {
  const targets = guessMapping(
    names ? [...names] : null,
    rows.slice(0, 50).map((row) => [...row]),
    [],
  );
  const named = (pattern: RegExp) => names?.findIndex((name) => pattern.test(name.trim().toLowerCase())) ?? -1;
  const email = targets.findIndex(({ to }) => to === "email");
  return {
    email: Math.max(0, email),
    reason: named(/^(reason|type|status|suppression[ _]?reason)$/),
    note: named(/^(note|notes|comment|description|detail)s?$/),
    createdAt: named(/^(created|created[ _]?at|since|date|suppressed[ _]?at|timestamp)$/),
    expiresAt: named(/^(expires|expires[ _]?at|until)$/),
  };
}

function readRow(line: number, cells: readonly string[], columns: Columns): FileRow | FileRefusal {
  const value = (cells[columns.email] ?? "").trim();
  const address = readAddress(value);
  if (!isEmailAddress(address)) return { line, value: value.slice(0, 200), problem: address.error };
  return {
    line,
    emailNormalized: address.normalized,
    reason: reasonOf(cells[columns.reason]),
    note: cells[columns.note]?.replaceAll("\0", "").trim().slice(0, 500) || null,
    createdAt: timeOf(cells[columns.createdAt]),
    expiresAt: timeOf(cells[columns.expiresAt]),
  };
}

function reasonOf(cell: string | undefined): SuppressionReason | null {
  const text = cell?.trim().toLowerCase() ?? "";
  const exact = suppressionReasons.find((reason) => reason === text);
  return exact ?? REASON_WORDS.find(([pattern]) => text !== "" && pattern.test(text))?.[1] ?? null;
}

/** Only unmistakable times: ISO 8601. */
function timeOf(cell: string | undefined): Date | null {
  const text = cell?.trim() ?? "";
  if (!/^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/.test(text)) return null;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? null : at;
}
