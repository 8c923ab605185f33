import type { CsvError } from "csv-parse";

/** Why a file cannot be read further, in words. */
export function faultText(error: CsvError): string {
  const line = typeof error.lines === "number" ? ` (line ${error.lines})` : "";
  const unclosed = error.code === "CSV_QUOTE_NOT_CLOSED" || error.code === "CSV_MAX_RECORD_SIZE";
  return unclosed ? `A quote (") is opened and never closed${line}.` : `The file cannot be read further${line}.`;
}
