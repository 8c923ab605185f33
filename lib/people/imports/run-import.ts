import { CsvError } from "csv-parse";
import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { type CsvRow, readCsv } from "@/lib/base/csv/read-csv";
import type { ImportJob } from "@/lib/base/db/generated/client";
import { UnreadableColumn } from "@/lib/base/db/stored-json";
import { inTransaction } from "@/lib/base/db/transaction";
import { suspensionOf } from "@/lib/base/standing/require-active";
import { handOutFacts } from "@/lib/events/outbox/hand-out-facts";
import { findFields } from "@/lib/people/contacts/fields";
import { indexLater } from "@/lib/people/search/jobs";
import { readChunks } from "./file-chunks";
import { faultText } from "./file-fault";
import { getImport } from "./get-import";
import { importBatch } from "./import-batch";
import type { PendingBatch } from "./pending-batch";
import { RowMapper } from "./row-mapper";
import { importFormat, importMapping, importOptions } from "./stored-import";

const BATCH_ROWS = 2000;

/**
 * Works on an import until it is done, cancelled, or `maxMs` have passed; true when rows are left. Rows are saved in batches, each with the
 * counters in one transaction: after a crash the file is read again from its beginning and what was counted is passed over, so no row
 * counts twice. Of two workers at the same import one stops at its next batch.
 */
export async function runImport(ctx: Ctx, importId: string, slice: { maxMs: number }): Promise<boolean> {
  const job = await begin(ctx, importId);
  if (!job) return false;
  const format = importFormat.read(job.format);
  const options = importOptions.read(job.options);
  if (!options) throw new UnreadableColumn(importOptions.column, "an import that runs has none.");
  const mapper = new RowMapper(importMapping.read(job.mapping), await findFields(ctx), options.skipRoleAccounts);
  const rows = readCsv(readChunks(ctx, importId), format);
  const deadline = performance.now() + slice.maxMs;
  let before = job.rowsDone;
  for await (const batch of batches(rows, mapper, { passOver: job.rowsDone, header: format.hasHeader })) {
    const state = await importBatch(ctx, job, options, batch, before);
    if (state === "cancelled") return finish(ctx, job, "cancelled");
    if (state === "taken") return false;
    if (state === "suspended") return finish(ctx, job, "failed", await stoppedText(ctx, before));
    before = batch.rowsDone;
    if (performance.now() > deadline) return true;
  }
  return finish(ctx, job, "completed");
}

/** The import when there is work to do on it: queued, or running before a crash or the end of a slice. */
async function begin(ctx: Ctx, importId: string): Promise<ImportJob | null> {
  const where = { workspaceId: ctx.workspaceId, id: importId };
  await ctx.db.importJob.updateMany({
    where: { ...where, status: "queued" },
    data: { status: "running", startedAt: ctx.now() },
  });
  const job = await getImport(ctx, importId);
  return job.status === "running" ? job : null;
}

async function* batches(
  records: AsyncIterable<CsvRow>,
  mapper: RowMapper,
  { passOver, header }: { passOver: number; header: boolean },
): AsyncGenerator<PendingBatch> {
  let batch: PendingBatch = { rows: [], refusals: [], rowsDone: passOver };
  let seen = header ? -1 : 0;
  for await (const record of records) {
    seen++;
    if (seen <= passOver) continue;
    const read = mapper.read(record);
    if ("row" in read) batch.rows.push(read.row);
    else batch.refusals.push(read.refusal);
    batch.rowsDone = seen;
    if (batch.rows.length + batch.refusals.length < BATCH_ROWS) continue;
    yield batch;
    batch = { rows: [], refusals: [], rowsDone: seen };
  }
  if (batch.rows.length + batch.refusals.length > 0) yield batch;
}

async function finish(
  ctx: Ctx,
  job: ImportJob,
  status: "completed" | "cancelled" | "failed",
  error?: string,
): Promise<false> {
  const where = { workspaceId: ctx.workspaceId, id: job.id };
  const isMine = await inTransaction(ctx, async (tx) => {
    const { count } = await tx.db.importJob.updateMany({
      where: { ...where, status: "running" },
      data: { status, finishedAt: tx.now(), ...(error && { error }) },
    });
    // Made searchable with each batch, imports took half as long again (431 against 292 rows a second on a busy machine).
    if (count === 0) return false;
    await indexLater(tx);
    await tellImported(tx, job.id);
    return true;
  });
  if (!isMine) return false;
  // The file has served; what it held is in the contacts and in the refused rows.
  await ctx.db.importChunk.deleteMany({ where: { workspaceId: ctx.workspaceId, importJobId: job.id } });
  const { created, updated, unchanged, refused } = await getImport(ctx, job.id);
  const after = { created, updated, unchanged, refused, ...(error && { error }) };
  await recordAudit(ctx, `import.${status}`, { subjectType: "import", subjectId: job.id, after });
  return false;
}

/** Once for all, whatever came of it. */
async function tellImported(tx: Ctx, importId: string): Promise<void> {
  const { created, updated } = await getImport(tx, importId);
  if (created + updated === 0) return;
  const data = { change: "import", importId, created, updated };
  await handOutFacts(tx, [{ type: "contacts.changed", occurredAt: tx.now(), data }]);
}

async function stoppedText(ctx: Ctx, rowsDone: number): Promise<string> {
  return `${(await suspensionOf(ctx)) ?? "The workspace was suspended."} The first ${rowsDone} rows are imported.`;
}

/** Ends an import whose file cannot be read further; false when the error is none of the file's and the job should be tried again. */
export async function failImport(ctx: Ctx, importId: string, error: unknown): Promise<boolean> {
  if (!(error instanceof CsvError)) return false;
  const job = await getImport(ctx, importId);
  const text = `${faultText(error)} The first ${job.rowsDone} rows are imported.`;
  await finish(ctx, job, "failed", text);
  return true;
}
