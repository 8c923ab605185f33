import path from "node:path";
import { z } from "zod";
import { readLines } from "./samples";

const rows = z.array(z.record(z.string(), z.string()));

const FileSample = z.object({
  file: z.string(),
  expected_rows: rows.nullish(),
  expected: z
    .object({
      imports: z.enum(["ok", "error"]).optional(),
      imported: z.number().optional(),
      /** The first cells of rows that have to be there. */
      rows_include: z.array(z.array(z.string())).optional(),
      delimiter: z.string().optional(),
      bom: z.boolean().optional(),
      same_rows_as: z.string().optional(),
    })
    .nullish(),
});
export type FileSample = z.infer<typeof FileSample>;

const HeaderSample = z.object({
  product: z.string(),
  header: z.string(),
  delimiter: z.string(),
  expected_mapping: z.object({
    email: z.string().nullish(),
    first_name: z.string().optional(),
    last_name: z.string().optional(),
    name: z.string().optional(),
    tags: z.string().optional(),
    status: z.string().optional(),
    consent: z.string().optional(),
    unsubscribed: z.string().optional(),
    phone: z.string().optional(),
    created_at: z.string().optional(),
    ignore: z.array(z.string()).optional(),
  }),
});
export type HeaderSample = z.infer<typeof HeaderSample>;

const CsvVector = z.object({
  description: z.string(),
  input: z.unknown(),
  config: z.record(z.string(), z.unknown()).nullish(),
  expected: z.unknown(),
  uses_a_function: z.boolean(),
});
export type CsvVector = z.infer<typeof CsvVector>;

export interface CsvSamples {
  files: FileSample[];
  headers: HeaderSample[];
  parse: CsvVector[];
  unparse: CsvVector[];
}

/** What a folder of CSV samples holds. Throws where it has no labelled files. */
export function readCsvSamples(dir: string): CsvSamples {
  const files = readLines(path.join(dir, "expectations.jsonl"), FileSample);
  if (files.length === 0) throw new Error(`${dir} holds no expectations.jsonl with samples in it.`);
  return {
    files,
    headers: readLines(path.join(dir, "export-headers.jsonl"), HeaderSample),
    parse: readLines(path.join(dir, "papaparse-parse-vectors.jsonl"), CsvVector),
    unparse: readLines(path.join(dir, "papaparse-unparse-vectors.jsonl"), CsvVector),
  };
}
