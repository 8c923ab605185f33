import type { z } from "zod";
import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { inPgTransaction } from "@/lib/base/db/pg-transaction";
import { AppError, invalid } from "@/lib/base/errors";
import { MAX_SUPPRESSION_FILE_BYTES } from "@/lib/base/http/body-ceilings";
import { limitedPieces } from "@/lib/base/http/read-body";
import { requirePermission } from "@/lib/base/permissions.shared";
import { handOutFacts } from "@/lib/events/outbox/hand-out-facts";
import { t } from "@/lib/language/t";
import { isInForce } from "@/lib/people/addresses/in-force";
import { MAX_REFUSALS_SHOWN, saidNo } from "@/lib/people/suppressions/reasons.shared";
import { ImportSuppressions, type SuppressionImportResult } from "@/lib/people/suppressions/schema";
import { suppressMany } from "@/lib/people/suppressions/suppress";
import type { UploadedBody } from "./file-chunks";
import { type FileRow, readSuppressionFile } from "./read-suppression-file";

const BATCH = 2_000;

/**
 * Puts the addresses of a file on the list while it streams in, in flat memory and however many there are: what was read is
 * stored, so an upload that breaks off can simply be repeated. A reason, note or time in the file wins over `reason` and `note`.
 * A person's own no never runs out. Times in the future are not believed; rows that have run out already are left out as known. About 23,000 rows a second on two busy cores.
 */
export async function importSuppressions(
  ctx: Ctx,
  input: UploadedBody & { fileName: string; options: Partial<z.output<typeof ImportSuppressions>> },
): Promise<SuppressionImportResult> {
  requirePermission(ctx, "suppressions.write");
  const options = ImportSuppressions.parse(input.options);
  const result: SuppressionImportResult = { read: 0, added: 0, known: 0, refused: 0, refusals: [] };
  let batch: FileRow[] = [];
  const flush = async () => {
    const added = await storeBatch(ctx, batch, options);
    result.added += added;
    result.known += batch.length - added;
    batch = [];
  };
  const body = limitedPieces(input.body, {
    limit: MAX_SUPPRESSION_FILE_BYTES,
    text: t("The file is larger than 500 MB. What was read is on the list; split the rest."),
    packing: input.packing,
  });
  try {
    for await (const row of readSuppressionFile(body, options.linesBefore)) {
      result.read++;
      if ("problem" in row) {
        result.refused++;
        const { line, value, problem } = row;
        if (result.refusals.length < MAX_REFUSALS_SHOWN) result.refusals.push({ line, value, reason: problem });
        continue;
      }
      batch.push(row);
      if (batch.length >= BATCH) await flush();
    }
    if (batch.length > 0) await flush();
  } catch (error) {
    throw error instanceof AppError ? error : readingFailed(error);
  } finally {
    // Also of a file that breaks off: what was read is on the list.
    await tellAdded(ctx, result.added);
  }
  if (result.read === 0 && options.linesBefore === 0)
    throw invalid(t("The file is empty."), { file: t("The file is empty.") });
  const { read, added, known, refused } = result;
  const { reason, linesBefore } = options;
  const fileName = input.fileName.slice(0, 200);
  const after = { fileName, reason, ...(linesBefore > 0 && { linesBefore }), read, added, known, refused };
  await recordAudit(ctx, "suppression.imported", { subjectType: "suppression", after });
  return result;
}

async function tellAdded(ctx: Ctx, added: number): Promise<void> {
  if (added === 0) return;
  await handOutFacts(ctx, [{ type: "suppressions.changed", occurredAt: ctx.now(), data: { source: "file", added } }]);
}

function storeBatch(
  ctx: Ctx,
  batch: readonly FileRow[],
  options: z.output<typeof ImportSuppressions>,
): Promise<number> {
  const now = ctx.now();
  const rows = batch
    .map((row) => {
      const reason = row.reason ?? options.reason;
      return {
        emailNormalized: row.emailNormalized,
        reason,
        note: row.note ?? options.note,
        at: row.createdAt && row.createdAt < now ? row.createdAt : now,
        expiresAt: saidNo.has(reason) ? null : row.expiresAt,
      };
    })
    .filter((row) => isInForce(row, now));
  return inPgTransaction(ctx.workspaceId, (tx) => suppressMany(tx, rows, { silent: true }));
}

/** Words of the CSV reader are for people; anything else goes on as it is and is logged. */
function readingFailed(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (!code.startsWith("CSV_")) return error;
  return invalid(t("The file could not be read to its end: a quote is opened and never closed."), {
    file: (error as Error).message.slice(0, 300),
  });
}
