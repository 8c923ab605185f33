import { CsvError } from "csv-parse";
import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { ImportJob } from "@/lib/base/db/generated/client";
import { UnreadableColumn } from "@/lib/base/db/stored-json";
import { inTransaction } from "@/lib/base/db/transaction";
import { suspensionOf } from "@/lib/base/standing/require-active";
import { handOutFacts } from "@/lib/events/outbox/hand-out-facts";
import { keptWording } from "@/lib/people/addresses/wording";
import { findFields } from "@/lib/people/contacts/fields";
import { BatchLine } from "./batch-line";
import { fileBatches } from "./file-batches";
import { faultText } from "./file-fault";
import { getImport } from "./get-import";
import type { BatchState } from "./import-batch";
import type { PendingBatch } from "./pending-batch";
import { RowMapper } from "./row-mapper";
import { importMapping, importOptions } from "./stored-import";

/**
 * Works on an import until it is done, cancelled, or `maxMs` have passed; true when rows are left. Rows are saved in batches, each with the
 * counters and the place in the file in one transaction: after a crash the file is read on from there, so no row counts twice. Of two workers at the
 * same import one stops at its next batch.
 */
export async function runImport(ctx: Ctx, importId: string, slice: { maxMs: number }): Promise<boolean> {
  const job = await begin(ctx, importId);
  if (!job) return false;
  const options = importOptions.read(job.options);
  if (!options) throw new UnreadableColumn(importOptions.column, "an import that runs has none.");
  const mapper = new RowMapper(importMapping.read(job.mapping), await findFields(ctx), options.skipRoleAccounts);
  const deadline = performance.now() + slice.maxMs;
  const { maxContacts } = await ctx.db.workspace.findUniqueOrThrow({ where: { id: ctx.workspaceId } });
  // Kept before: of two batches that write the same words at once one would wait for the other.
  await ctx.db.$executeRaw(keptWording(ctx, options.consentSource));
  const line = new BatchLine(ctx, { job, options }, maxContacts !== null);
  const state = await saveAll(fileBatches(ctx, job, mapper), line, deadline);
  if (state === "late") return true;
  if (state === "saved") return finish(ctx, job, "completed");
  if (state === "cancelled") return finish(ctx, job, "cancelled");
  if (state === "suspended") return finish(ctx, job, "failed", await stoppedText(ctx, job.id));
  return false;
}

/** At least one batch, and then all that begin before the deadline. "late": there are more. */
async function saveAll(
  batches: AsyncIterable<PendingBatch>,
  line: BatchLine,
  deadline: number,
): Promise<BatchState | "late"> {
  let begun = 0;
  try {
    for await (const batch of batches) {
      if (begun++ > 0 && performance.now() > deadline) {
        const state = await line.end();
        return state === "saved" ? "late" : state;
      }
      const state = await line.add(batch);
      if (state !== "saved") return state;
    }
  } catch (error) {
    // What was read before the file could be read no further is saved first.
    await line.end();
    throw error;
  }
  return line.end();
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
    if (count === 0) return false;
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

async function stoppedText(ctx: Ctx, importId: string): Promise<string> {
  const { rowsDone } = await getImport(ctx, importId);
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
