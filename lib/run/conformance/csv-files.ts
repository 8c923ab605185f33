import fs from "node:fs";
import path from "node:path";
import { isEmailAddress } from "@/lib/base/addresses/email-address";
import { readAddress } from "@/lib/base/addresses/read-address";
import type { CsvFormat } from "@/lib/base/csv/detect-csv";
import { readCsv, sampleCsv } from "@/lib/base/csv/read-csv";
import { guessMapping } from "@/lib/people/imports/guess-mapping";
import type { FileSample } from "./csv-samples";
import { judgeEach, type SamplesJudged, same, type Verdict } from "./judge-each";

/** A file as the product reads it: detected from its beginning, then read through in pieces that cut characters. */
interface Table {
  format: CsvFormat;
  header: string[] | null;
  rows: string[][];
}

const PIECE = 1013;

/** The files of a folder, against the rows their sources say they have. */
export function judgeFiles(dir: string, samples: readonly FileSample[]): Promise<SamplesJudged> {
  return judgeEach(
    samples,
    ({ file }) => file,
    async (sample) => {
      const table = await readTable(path.join(dir, sample.file));
      const { expected, expected_rows } = sample;
      if (expected_rows) return same(keyed(table), expected_rows);
      // How strict another program is with misplaced quotes is no rule of ours; such a file is read all the same.
      if (!expected || expected.imports === "error") return "left out";
      if (expected.same_rows_as) {
        const original = await readTable(path.join(dir, expected.same_rows_as));
        return same(inOneLineBreak(table), inOneLineBreak(original));
      }
      return judgeImport(table, expected);
    },
  );
}

async function readTable(file: string): Promise<Table> {
  const bytes = fs.readFileSync(file);
  const { format } = sampleCsv(bytes, true, 200);
  const rows: string[][] = [];
  for await (const { cells } of readCsv(pieces(bytes), format)) rows.push(cells);
  const header = format.hasHeader ? (rows.shift() ?? []) : null;
  return { format, header, rows };
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
}

function keyed({ header, rows }: Table): Record<string, string>[] {
  return rows.map((cells) => Object.fromEntries((header ?? []).map((name, at) => [name, cells[at] ?? ""])));
}

/** Line breaks inside cells were re-encoded with those between the rows. */
function inOneLineBreak({ header, rows }: Table): (readonly string[] | null)[] {
  const plain = (cells: readonly string[]) => cells.map((cell) => cell.replace(/\r\n?/g, "\n"));
  return [header && plain(header), ...rows.map(plain)];
}

function judgeImport({ format, header, rows }: Table, expected: NonNullable<FileSample["expected"]>): Verdict {
  const email = guessMapping(header, rows, []).findIndex(({ to }) => to === "email");
  const people = rows.filter((cells) => isEmailAddress(readAddress(cells[email] ?? "")));
  const wanted = expected.rows_include ?? [];
  const missing = wanted.filter(
    (start) => !rows.some((cells) => start.every((value, at) => value === cells[at]?.trim())),
  );
  return same(
    {
      delimiter: expected.delimiter && format.delimiter,
      mark: expected.bom && (format.encoding !== "utf-8" || (header?.[0] ?? "").startsWith("\ufeff")),
      people: expected.imported === undefined ? people.length > 0 : people.length,
      missing,
    },
    {
      delimiter: expected.delimiter,
      mark: expected.bom && false,
      people: expected.imported ?? true,
      missing: [],
    },
  );
}
