import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { sampleCsv } from "@/lib/base/csv/read-csv";
import type { Utf8Facts } from "@/lib/base/csv/utf8-check";
import type { ImportJob } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { invalid } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { requireActive } from "@/lib/base/standing/require-active";
import { readFileHead, storeChunks, type UploadedBody } from "./file-chunks";
import { requireImportRoom } from "./quota";

/**
 * Takes a file as it streams in and finds out how it is written; the import waits for its mapping then. An upload that breaks off,
 * is too large or no text leaves nothing behind.
 */
export async function uploadImport(ctx: Ctx, input: UploadedBody & { fileName: string }): Promise<ImportJob> {
  requirePermission(ctx, "contacts.import");
  const key = { workspaceId: ctx.workspaceId, id: newId() };
  await inTransaction(ctx, async (tx) => {
    await requireActive(tx);
    await requireImportRoom(tx);
    await tx.db.importJob.create({
      data: {
        ...key,
        status: "uploading",
        fileName: input.fileName.replaceAll("\0", "").trim().slice(0, 200) || "contacts.csv",
        createdById: ctx.actor.type === "member" ? ctx.actor.userId : null,
        createdByName: ctx.actor.name,
        createdAt: ctx.now(),
      },
    });
  });
  try {
    const { bytes, utf8 } = await storeChunks(ctx, key.id, input);
    const found = await inspect(ctx, key.id, bytes, utf8);
    return await inTransaction(ctx, async (tx) => {
      const data = { status: "ready" as const, fileBytes: BigInt(bytes), ...found };
      const job = await tx.db.importJob.update({ where: { workspaceId_id: key }, data });
      await recordAudit(tx, "import.uploaded", {
        subjectType: "import",
        subjectId: key.id,
        after: { fileName: job.fileName, bytes },
      });
      return job;
    });
  } catch (error) {
    await ctx.db.importJob.delete({ where: { workspaceId_id: key } });
    throw error;
  }
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

/** Spreadsheets (zip), old Excel files and PDFs are known by their first bytes. */
function looksBinary(head: Uint8Array): boolean {
  const start = Buffer.from(head.subarray(0, 8)).toString("latin1");
  return (
    start.startsWith("PK\x03\x04") ||
    start.startsWith("\xd0\xcf\x11\xe0") ||
    start.startsWith("%PDF") ||
    start.startsWith("\x1f\x8b") ||
    // UTF-32, which no browser reads either.
    start.startsWith("\xff\xfe\0\0") ||
    start.startsWith("\0\0\xfe\xff")
  );
}

/** Line ends of the first megabyte, scaled to the whole file. */
function estimateRows(head: Uint8Array, bytes: number): number {
  let feeds = 0;
  let returns = 0;
  for (const byte of head) {
    if (byte === 10) feeds++;
    else if (byte === 13) returns++;
  }
  return Math.max(1, Math.round(((feeds || returns) * bytes) / Math.max(1, head.length)));
}
