import { z } from "zod";
import { storedJson } from "@/lib/base/db/stored-json";
import { addressMarks } from "@/lib/people/hygiene/marks.shared";
import { CsvFormatSchema, DryRunOptions, ImportMapping } from "./schema";

const count = z.number().int().min(0);

const DryRunResult = z.object({
  created: count,
  updated: count,
  unchanged: count,
  refused: count,
  noted: count,
  suppressed: count,
  notSubscribed: count,
  /** Rows by what is wrong with their address. */
  marks: z.record(z.enum(addressMarks), count),
  /** The 20 most frequent of rows refused, and of rows kept without a value. */
  reasons: z.array(z.object({ field: z.string(), reason: z.string(), count, kept: z.boolean() })),
  /** False where so many addresses stand in the file twice that what their later rows change was not followed. */
  exact: z.boolean(),
});
export type DryRunResult = z.output<typeof DryRunResult>;

const StoredDryRun = z.object({
  /** Another one is another question. */
  id: z.uuid(),
  state: z.enum(["queued", "running", "done", "failed"]),
  format: CsvFormatSchema,
  mapping: ImportMapping,
  options: DryRunOptions,
  rowsDone: count,
  error: z.string().nullable(),
  result: DryRunResult.nullable(),
});
export type StoredDryRun = z.output<typeof StoredDryRun>;

export const importDryRun = storedJson("import_job.dry_run", StoredDryRun);
