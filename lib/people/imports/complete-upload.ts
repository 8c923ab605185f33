import { crc32 } from "node:zlib";
import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { sampleCsv } from "@/lib/base/csv/read-csv";
import { Utf8Check, type Utf8Facts } from "@/lib/base/csv/utf8-check";
import type { ImportJob } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict, invalid } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { looksBinary } from "./binary-files";
import { readChunks, readFileHead } from "./file-chunks";
import { getImport } from "./get-import";
import { CompleteUpload } from "./schema";

/**
 * Ends an upload when all its parts are there, and finds out how the file is written; the import waits for its mapping then. Throws
 * `conflict` when the parts are not the file; one that is no text leaves nothing behind. Asking twice is fine.
 */
export async function completeUpload(ctx: Ctx, input: CompleteUpload): Promise<ImportJob> {
  requirePermission(ctx, "contacts.import");
  const { importId, parts, crc32: sent } = CompleteUpload.parse(input);
  const before = await getImport(ctx, importId);
  if (before.status === "ready") return before;
  if (before.status !== "uploading") throw conflict("This file is not on its way any more.");
  const { bytes, utf8, chunks, checksum } = await readThrough(ctx, importId);
  if (chunks !== parts) throw conflict(`${chunks} of ${parts} parts are here. Send the others.`);
  if (checksum !== sent) throw conflict("The parts are not the file that was sent. Begin its upload anew.");
  const key = { workspaceId: ctx.workspaceId, id: importId };
  try {
    const found = await inspect(ctx, importId, bytes, utf8);
    return await inTransaction(ctx, async (tx) => {
      const data = { status: "ready" as const, fileBytes: BigInt(bytes), ...found };
      const { count } = await tx.db.importJob.updateMany({ where: { ...key, status: "uploading" }, data });
      const job = await getImport(tx, importId);
      if (count > 0) {
        const after = { fileName: job.fileName, bytes };
        await recordAudit(tx, "import.uploaded", { subjectType: "import", subjectId: importId, after });
      }
      return job;
    });
  } catch (error) {
    await ctx.db.importJob.deleteMany({ where: { ...key, status: "uploading" } });
    throw error;
  }
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
  if (bytes === 0) throw invalid("The file is empty.", { file: "The file is empty." });
  const head = await readFileHead(ctx, importId);
  if (looksBinary(head)) {
    throw invalid("This is not a CSV file.", { file: "This is not a CSV file. In a spreadsheet, use “Save as CSV”." });
  }
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
