import { crc32 } from "node:zlib";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict, invalid, notFound, tooLarge } from "@/lib/base/errors";
import { MAX_IMPORT_BYTES, PART_BYTES } from "@/lib/base/http/part-bytes.shared";
import { readLimited } from "@/lib/base/http/read-body";
import { requirePermission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import type { UploadedBody } from "./file-chunks";
import { fileTooLarge } from "./quota";
import { StorePart } from "./schema";

/**
 * Keeps one part of a file that is uploaded. The same part once more, after an answer that was lost, is the same part. Throws `too_large`
 * when the parts are more than a file may have, whatever was said of its size.
 */
export async function storePart(ctx: Ctx, input: StorePart, { body, packing }: UploadedBody): Promise<void> {
  requirePermission(ctx, "contacts.import");
  const { importId, number, crc32: sent } = StorePart.parse(input);
  const data = await readLimited(body, { limit: PART_BYTES, packing });
  if (data.length === 0) throw invalid(t("The part is empty."));
  if (sent !== undefined && crc32(data) !== sent)
    throw invalid(t("The part did not arrive as it was sent. Send it again."));
  await inTransaction(ctx, async (tx) => {
    const { workspaceId } = tx;
    // Whoever cancels or completes the upload waits, and then knows of this part too; so does who sends another one.
    const [job] = await tx.db.$queryRaw<{ status: string }[]>`
      select status from import_job where workspace_id = ${workspaceId}::uuid and id = ${importId}::uuid for update`;
    if (!job) throw notFound("import");
    if (job.status !== "uploading") throw conflict(t("This file is not on its way any more."));
    if ((await bytesOfOthers(tx, importId, number)) + data.length > MAX_IMPORT_BYTES) throw tooLarge(fileTooLarge());
    const key = { workspaceId, importJobId: importId, position: number };
    await tx.db.importChunk.upsert({
      where: { workspaceId_importJobId_position: key },
      create: { ...key, data },
      update: { data },
      select: { position: true },
    });
  });
}

async function bytesOfOthers(tx: Ctx, importId: string, number: number): Promise<number> {
  const [sum] = await tx.db.$queryRaw<{ bytes: number }[]>`
    select coalesce(sum(octet_length(data)), 0)::float8 as bytes from import_chunk
     where workspace_id = ${tx.workspaceId}::uuid and import_job_id = ${importId}::uuid and position <> ${number}`;
  return sum?.bytes ?? 0;
}
