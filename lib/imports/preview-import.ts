import { requirePermission } from "@/lib/auth/permissions";
import { findFields } from "@/lib/contacts/fields";
import type { Ctx } from "@/lib/context";
import type { CsvFormat } from "./detect-csv";
import { readHead } from "./file-chunks";
import { getImport } from "./get-import";
import { guessMapping } from "./guess-mapping";
import { sampleRows } from "./read-csv";
import { type ColumnTarget, CsvFormatSchema, PreviewImport } from "./schema";

export interface ImportPreview {
  format: CsvFormat;
  /** The names of the columns; null when the file has none. */
  header: string[] | null;
  /** The first rows with data, ten at most. */
  rows: string[][];
  mapping: ColumnTarget[];
}

/** What the file looks like with the format found, or with the one given, and what its columns probably are. */
export async function previewImport(ctx: Ctx, input: PreviewImport): Promise<ImportPreview> {
  requirePermission(ctx, "contacts.import");
  const { importId, format: wanted } = PreviewImport.parse(input);
  const job = await getImport(ctx, importId);
  const format = wanted ?? CsvFormatSchema.parse(job.format);
  const head = await readHead(ctx, importId);
  const all = sampleRows(head, BigInt(head.length) === job.fileBytes, format, 200).map(({ cells }) => cells);
  const header = format.hasHeader ? (all[0] ?? []) : null;
  const rows = header ? all.slice(1) : all;
  return { format, header, rows: rows.slice(0, 10), mapping: guessMapping(header, rows, await findFields(ctx)) };
}
