import { crc32 } from "node:zlib";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict, invalid, notFound } from "@/lib/base/errors";
import { PART_BYTES } from "@/lib/base/http/part-bytes.shared";
import { readLimited } from "@/lib/base/http/read-body";
import { requirePermission } from "@/lib/base/permissions.shared";
import type { UploadedBody } from "./file-chunks";
import { StorePart } from "./schema";

/** Keeps one part of a file that is uploaded. The same part once more, after an answer that was lost, is the same part. */
export async function storePart(ctx: Ctx, input: StorePart, { body, packing }: UploadedBody): Promise<void> {
  requirePermission(ctx, "contacts.import");
  const { importId, number, crc32: sent } = StorePart.parse(input);
  const data = await readLimited(body, { limit: PART_BYTES, packing });
  if (data.length === 0) throw invalid("The part is empty.");
  if (crc32(data) !== sent) throw invalid("The part did not arrive as it was sent. Send it again.");
  await inTransaction(ctx, async (tx) => {
    const { workspaceId } = tx;
    // Whoever cancels the upload waits, and then takes this part away too.
    const [job] = await tx.db.$queryRaw<{ status: string }[]>`
      select status from import_job where workspace_id = ${workspaceId}::uuid and id = ${importId}::uuid for share`;
    if (!job) throw notFound("import");
    if (job.status !== "uploading") throw conflict("This file is not on its way any more.");
    const key = { workspaceId, importJobId: importId, position: number };
    await tx.db.importChunk.upsert({
      where: { workspaceId_importJobId_position: key },
      create: { ...key, data },
      update: { data },
      select: { position: true },
    });
  });
}
