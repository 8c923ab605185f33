import type { CsvDelimiter, CsvFormat } from "@/lib/base/csv/detect-csv";
import { sampleCsv, sampleRows } from "@/lib/base/csv/read-csv";
import { csvLine } from "@/lib/base/csv/write-csv";
import type { CsvVector } from "./csv-samples";
import { judgeEach, type SamplesJudged, same } from "./judge-each";

/** Settings that the product's reader has too, or that do not change what a file says. */
const OURS = new Set(["header", "delimiter", "newline", "skipEmptyLines", "skipFirstNLines", "preview"]);
const DELIMITERS: ReadonlySet<unknown> = new Set([",", ";", "\t", "|"]);

type Cells = readonly string[];

/**
 * Texts and the records in them. Left out is what needs settings that no file tells of (comment signs, other quotes, types by value), what is
 * wrong in itself, and renamed columns. Lines with nothing in them are no records here.
 */
export function judgeParsing(vectors: readonly CsvVector[]): Promise<SamplesJudged> {
  return judgeEach(
    vectors,
    ({ description, input }) => `${description} ${JSON.stringify(input)}`,
    (vector) => {
      const { data, errors } = vector.expected as { data: unknown[]; errors: { code?: string }[] };
      const mistakes = errors.filter(({ code }) => code !== "UndetectableDelimiter");
      if (mistakes.length > 0 || !isOurs(vector) || typeof vector.input !== "string") return "left out";
      const wanted = recordsOf(data);
      if (!wanted) return "left out";
      const { skipFirstNLines, preview } = vector.config ?? {};
      const read = readAll(vector.input, vector.config ?? {}).slice(Number(skipFirstNLines ?? 0));
      const kept = preview ? read.slice(0, Number(preview)) : read;
      return same(
        vector.config?.header ? asObjects(kept) : kept,
        vector.config?.header ? data : wanted.filter(hasText),
      );
    },
  );
}

function isOurs({ config, uses_a_function }: CsvVector): boolean {
  if (uses_a_function || config?.skipEmptyLines === "greedy") return false;
  if (config?.delimiter !== undefined && !DELIMITERS.has(config.delimiter)) return false;
  return Object.keys(config ?? {}).every((name) => OURS.has(name));
}

/** Null where a header was renamed, which is done when the columns are mapped. */
function recordsOf(data: readonly unknown[]): Cells[] | null {
  const renamed = (row: unknown) => Array.isArray(row) && row.some((cell) => /^(.+)_\d$/.test(String(cell)));
  if (renamed(data[0])) return null;
  return data.map((row) => (Array.isArray(row) ? row : Object.values(Object(row))).map(String));
}

function readAll(text: string, { delimiter }: Readonly<Record<string, unknown>>): Cells[] {
  const bytes = Buffer.from(text);
  const { format } = sampleCsv(bytes, true, 1000);
  const asked: CsvFormat = {
    ...format,
    skipRows: 0,
    ...(delimiter !== undefined && { delimiter: delimiter as CsvDelimiter }),
  };
  return sampleRows(bytes, true, asked, 1000).map(({ cells }) => cells);
}

function asObjects([header = [], ...rows]: readonly Cells[]): Record<string, string>[] {
  return rows.map((cells) => Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ""])));
}

const hasText = (cells: Cells) => cells.length > 1 || (cells[0] ?? "") !== "";

/** What the product writes, its own reader has to give back as it was, and no spreadsheet may run it. */
export function judgeWriting(vectors: readonly CsvVector[]): Promise<SamplesJudged> {
  return judgeEach(
    vectors,
    ({ description, input }) => `${description} ${JSON.stringify(input)}`,
    ({ input, uses_a_function }) => {
      const table = tableOf(input);
      if (!table || uses_a_function) return "left out";
      const text = table.map((cells) => csvLine(cells)).join("");
      const format: CsvFormat = { encoding: "utf-8", delimiter: ",", bareCr: false, hasHeader: false, skipRows: 0 };
      const wanted = table.map((cells) => cells.map((cell) => String(cell ?? ""))).filter(hasText);
      const got = sampleRows(Buffer.from(text), true, format, 1000).map(({ cells }) => cells);
      const runs = table.flat().filter((cell) => typeof cell === "string" && RUNS.test(csvLine([cell])));
      return runs.length > 0 ? { problem: `a spreadsheet would run ${runs[0]}` } : same(got, wanted);
    },
  );
}

/** What has no letters, such as a phone number, runs nothing. */
const RUNS = /^"?([=@]|[+-].*[a-z])/i;

type Cell = string | number | boolean | null;

function tableOf(given: unknown): Cell[][] | null {
  if (!Array.isArray(given)) return null;
  if (given.every(Array.isArray)) return given;
  const names = Object.keys(given[0] ?? {});
  return [names, ...given.map((each: Record<string, Cell>) => names.map((name) => each[name] ?? null))];
}
