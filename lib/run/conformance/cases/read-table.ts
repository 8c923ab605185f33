import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "csv-parse/sync";

/** The records of a file as they stand in it, read without the product: what a case measures the product against. */
export function readTable(dir: string, file: string, { encoding = "utf-8", delimiter = "," } = {}): string[][] {
  const text = new TextDecoder(encoding).decode(readFileSync(path.join(dir, file)));
  return parse(text, { delimiter, relax_column_count: true, skip_empty_lines: true });
}
