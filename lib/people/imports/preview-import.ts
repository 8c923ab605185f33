import type { Ctx } from "@/lib/base/context";
import type { CsvFormat } from "@/lib/base/csv/detect-csv";
import { MAX_SKIPPED } from "@/lib/base/csv/limits.shared";
import { countRows, sampleRows } from "@/lib/base/csv/read-csv";
import { conflict } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import { findFields } from "@/lib/people/contacts/fields";
import { readFileHead } from "./file-chunks";
import { getImport } from "./get-import";
import { guessMapping } from "./guess-mapping";
import { knownExport } from "./known-exports";
import { rememberedMapping } from "./remembered-mapping";
import { type ColumnTarget, PreviewImport } from "./schema";
import { importFormat } from "./stored-import";

export interface ImportPreview {
  format: CsvFormat;
  /** The names of the columns; null when the file has none. */
  header: string[] | null;
  /** The first rows with data, ten at most. */
  rows: string[][];
  mapping: ColumnTarget[];
  /** The columns are proposed as they were taken the last time. */
  isRemembered: boolean;
  /** The product whose export this is, where its columns say so. */
  product: string | null;
  /** Rows with data, exactly; null where that takes reading a large file through. */
  rowCount: number | null;
  /** The first lines of the file as they are, also those above the table: one of them names the columns. */
  lines: FirstLine[];
  /** Lines among the first with characters that this encoding cannot read. */
  damaged: number[];
}

export interface FirstLine {
  line: number;
  /** What its cells hold, shortened. */
  text: string;
}

const SHOWN_LINES = 12;
const SAMPLED_ROWS = 5000;

/** What the file looks like with the format found, or with the one given, and what its columns probably are. Throws `conflict` while it is uploaded. */
export async function previewImport(ctx: Ctx, input: PreviewImport): Promise<ImportPreview> {
  requirePermission(ctx, "contacts.import");
  const { importId, format: wanted } = PreviewImport.parse(input);
  const job = await getImport(ctx, importId);
  if (job.status === "uploading") throw conflict(t("This file is still on its way."));
  const format = wanted ?? importFormat.read(job.format);
  const head = await readFileHead(ctx, importId);
  const complete = BigInt(head.length) === job.fileBytes;
  const sample = sampleRows(head, complete, format, SAMPLED_ROWS);
  const all = sample.map(({ cells }) => cells);
  const header = format.hasHeader ? (all[0] ?? []) : null;
  const rows = header ? all.slice(1) : all;
  const fields = await findFields(ctx);
  const remembered = header && (await rememberedMapping(ctx, header, fields));
  return {
    format,
    header,
    rows: rows.slice(0, 10),
    mapping: remembered ?? guessMapping(header, rows, fields),
    isRemembered: remembered !== null,
    product: header && (knownExport(header)?.product ?? null),
    rowCount: complete ? countRows(head, format) : null,
    lines: firstLines(head, complete, format),
    damaged: sample
      .filter(({ cells }) => cells.some((cell) => cell.includes("\ufffd")))
      .map(({ line }) => line)
      .slice(0, 20),
  };
}

function firstLines(head: Uint8Array, complete: boolean, format: CsvFormat): FirstLine[] {
  const shown = Math.max(SHOWN_LINES, Math.min(format.skipRows + 2, MAX_SKIPPED + 1));
  return sampleRows(head, complete, { ...format, skipRows: 0 }, shown).map(({ line, cells }) => ({
    line,
    text: cells.filter(Boolean).join(" · ").slice(0, 80),
  }));
}
