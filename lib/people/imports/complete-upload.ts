import { crc32 } from "node:zlib";
import type { z } from "zod";
import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { sampleCsv } from "@/lib/base/csv/read-csv";
import { Utf8Check, type Utf8Facts } from "@/lib/base/csv/utf8-check";
import type { ImportJob } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { AppError, conflict, invalid } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import { otherKind } from "./binary-files";
import { readChunks, readFileHead } from "./file-chunks";
import { getImport } from "./get-import";
import { CompleteUpload } from "./schema";

/** For reading 200 MB from the database; no part comes and nobody cancels meanwhile. */
const TIMEOUT_MS = 50_000;

/**
 * Ends an upload when all its parts are there, and finds out how the file is written; the import waits for its mapping then. Throws
 * `conflict` when the parts are not the file; one that is no text leaves nothing behind. Asking twice is fine.
 */
export async function completeUpload(ctx: Ctx, input: CompleteUpload): Promise<ImportJob> {
  requirePermission(ctx, "contacts.import");
  const wanted = CompleteUpload.parse(input);
  try {
    return await inTransaction(ctx, (tx) => complete(tx, wanted), { timeoutMs: TIMEOUT_MS });
  } catch (error) {
    // Whatever else goes wrong may go well the next time.
    if (error instanceof AppError && error.code === "invalid") {
      const { workspaceId } = ctx;
      await ctx.db.importJob.deleteMany({ where: { workspaceId, id: wanted.importId, status: "uploading" } });
    }
    throw error;
  }
}

async function complete(
  tx: Ctx,
  { importId, parts, crc32: sent }: z.output<typeof CompleteUpload>,
): Promise<ImportJob> {
  const { workspaceId } = tx;
  await tx.db.$queryRaw`
    select id from import_job where workspace_id = ${workspaceId}::uuid and id = ${importId}::uuid for update`;
  const before = await getImport(tx, importId);
  if (before.status === "ready") return before;
  if (before.status !== "uploading") throw conflict(t("This file is not on its way any more."));
  const { bytes, utf8, chunks, checksum } = await readThrough(tx, importId);
  if (chunks !== parts)
    throw conflict(t("{here} of {parts} parts are here. Send the others.", { here: chunks, parts }));
  if (sent !== undefined && checksum !== sent)
    throw conflict(t("The parts are not the file that was sent. Begin its upload anew."));
  const found = await inspect(tx, importId, bytes, utf8);
  const job = await tx.db.importJob.update({
    where: { workspaceId_id: { workspaceId, id: importId } },
    data: { status: "ready", fileBytes: BigInt(bytes), ...found },
  });
  const after = { fileName: job.fileName, bytes };
  await recordAudit(tx, "import.uploaded", { subjectType: "import", subjectId: importId, after });
  return job;
}

/** What is there of a file up to its first gap, read once, a part at a time. */
async function readThrough(ctx: Ctx, importId: string) {
  const utf8 = new Utf8Check();
  let bytes = 0;
  let chunks = 0;
  let checksum = 0;
  for await (const chunk of readChunks(ctx, importId)) {
    utf8.add(chunk);
    checksum = crc32(chunk, checksum);
    bytes += chunk.byteLength;
    chunks++;
  }
  return { bytes, chunks, checksum, utf8: utf8.finish() };
}

async function inspect(ctx: Ctx, importId: string, bytes: number, utf8: Utf8Facts) {
  if (bytes === 0) throw invalid(t("The file is empty."), { file: t("The file is empty.") });
  const head = await readFileHead(ctx, importId);
  const other = otherKind(head);
  if (other) throw invalid(t("This is not a CSV file."), { file: t(other) });
  const { format } = sampleCsv(head, head.length === bytes, 200, utf8);
  return { format: { ...format }, rowsEstimated: estimateRows(head, bytes) };
}

/** Line ends of the first part, scaled to the whole file. */
function estimateRows(head: Uint8Array, bytes: number): number {
  let feeds = 0;
  let returns = 0;
  for (const byte of head) {
    if (byte === 10) feeds++;
    else if (byte === 13) returns++;
  }
  return Math.max(1, Math.round(((feeds || returns) * bytes) / Math.max(1, head.length)));
}
