import type { Ctx } from "@/lib/base/context";
import { FILE_START, rowGroups } from "@/lib/base/csv/row-groups";
import type { ImportJob } from "@/lib/base/db/generated/client";
import { readParts } from "./file-chunks";
import type { PendingBatch } from "./pending-batch";
import type { RowMapper } from "./row-mapper";
import { importFormat, importPlace } from "./stored-import";

const BATCH_ROWS = 2000;

/**
 * The rows of an import that are not saved yet, in the order of the file. Reading begins at the place that was saved with the last batch; where
 * there is none, or an earlier one, what was counted is passed over.
 */
export async function* fileBatches(ctx: Ctx, job: ImportJob, mapper: RowMapper): AsyncGenerator<PendingBatch> {
  const format = importFormat.read(job.format);
  const from = importPlace.readOrNull(job.readFrom) ?? FILE_START;
  const above = format.skipRows + (format.hasHeader ? 1 : 0);
  let batch = emptyBatch(job.rowsDone, from);
  for await (const { rows, before, place } of rowGroups(readParts(ctx, job.id, from.part), format, from)) {
    for (const [at, row] of rows.entries()) {
      const number = before + at + 1 - above;
      if (number <= job.rowsDone) continue;
      const read = mapper.read(row);
      if ("row" in read) batch.rows.push(read.row);
      else batch.refusals.push(read.refusal);
      Object.assign(batch, { rowsDone: number, place });
      if (batch.rows.length + batch.refusals.length < BATCH_ROWS) continue;
      yield batch;
      batch = emptyBatch(number, place);
    }
  }
  if (batch.rows.length + batch.refusals.length > 0) yield batch;
}

const emptyBatch = (rowsDone: number, place: PendingBatch["place"]): PendingBatch => ({
  ...{ rows: [], refusals: [], rowsBefore: rowsDone },
  ...{ rowsDone, place },
});
