import { crc32 } from "node:zlib";
import type { Ctx } from "@/lib/base/context";
import type { ImportJob } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { PART_BYTES } from "@/lib/base/http/part-bytes.shared";
import { requirePermission } from "@/lib/base/permissions.shared";
import { beginUpload } from "./begin-upload";
import { completeUpload } from "./complete-upload";
import { previewImport } from "./preview-import";
import { ImportText } from "./schema";
import { startImport } from "./start-import";
import { storePart } from "./store-part";

/**
 * Takes a whole file and puts its import in the queue, all or nothing: for programs, which need not wait to see how it was understood. Columns
 * without a mapping go where their names say. Throws what the single steps do.
 */
export async function importText(ctx: Ctx, input: ImportText): Promise<ImportJob> {
  requirePermission(ctx, "contacts.import");
  const { fileName, csv, mapping, options } = ImportText.parse(input);
  const file = Buffer.from(csv, "utf8");
  return inTransaction(ctx, async (tx) => {
    const { id: importId } = await beginUpload(tx, { fileName, bytes: file.length });
    const parts = Math.ceil(file.length / PART_BYTES);
    for (let number = 0; number < parts; number++) {
      const part = file.subarray(number * PART_BYTES, (number + 1) * PART_BYTES);
      await storePart(tx, { importId, number, crc32: crc32(part) }, { body: bodyOf(part) });
    }
    await completeUpload(tx, { importId, parts, crc32: crc32(file) });
    const found = await previewImport(tx, { importId });
    return startImport(tx, { importId, format: found.format, mapping: mapping ?? found.mapping, options });
  });
}

async function* bodyOf(part: Uint8Array): AsyncGenerator<Uint8Array> {
  yield part;
}
