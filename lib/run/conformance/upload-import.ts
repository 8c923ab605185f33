import { crc32 } from "node:zlib";
import type { Ctx } from "@/lib/base/context";
import type { ImportJob } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { MAX_IMPORT_BYTES } from "@/lib/base/http/part-bytes.shared";
import { limitedPieces } from "@/lib/base/http/read-body";
import { beginUpload } from "@/lib/people/imports/begin-upload";
import { completeUpload } from "@/lib/people/imports/complete-upload";
import type { UploadedBody } from "@/lib/people/imports/file-chunks";
import { fileTooLarge } from "@/lib/people/imports/quota";
import { storePart } from "@/lib/people/imports/store-part";

const CHUNK_BYTES = 1_000_000;

/**
 * Uploads a whole file as a browser does, which cuts it: in parts of about a megabyte, no more than two of them in memory. An upload
 * that breaks off, is too large or no text leaves nothing behind.
 */
export async function uploadImport(ctx: Ctx, input: UploadedBody & { fileName: string }): Promise<ImportJob> {
  const { id } = await beginUpload(ctx, { fileName: input.fileName, bytes: 0 });
  const importId = publicId("imp", id);
  const pieces = limitedPieces(input.body, { limit: MAX_IMPORT_BYTES, text: fileTooLarge(), packing: input.packing });
  try {
    let parts = 0;
    let whole = 0;
    for await (const data of inParts(pieces)) {
      whole = crc32(data, whole);
      await storePart(ctx, { importId, number: parts++, crc32: crc32(data) }, { body: only(data) });
    }
    return await completeUpload(ctx, { importId, parts, crc32: whole });
  } catch (error) {
    await ctx.db.importJob.deleteMany({ where: { workspaceId: ctx.workspaceId, id, status: "uploading" } });
    throw error;
  }
}

async function* only(data: Uint8Array): AsyncGenerator<Uint8Array> {
  yield data;
}

async function* inParts(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    for (let at = 0; at < piece.byteLength; at += CHUNK_BYTES) {
      const own = piece.subarray(at, at + CHUNK_BYTES);
      waiting.push(own);
      bytes += own.byteLength;
      if (bytes < CHUNK_BYTES) continue;
      yield Buffer.concat(waiting);
      waiting = [];
      bytes = 0;
    }
  }
  if (bytes > 0) yield Buffer.concat(waiting);
}
