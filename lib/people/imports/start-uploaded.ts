import type { Ctx } from "@/lib/base/context";
import type { ImportJob } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { completeUpload } from "./complete-upload";
import { previewImport } from "./preview-import";
import { StartUploaded } from "./schema";
import { startImport } from "./start-import";

/** For reading 200 MB from the database. */
const TIMEOUT_MS = 55_000;

/**
 * Ends an upload whose parts are all there and puts its import in the queue, all or nothing: for programs, which need not wait to see how it
 * was understood. Columns without a mapping go where their names say. Throws what the single steps do.
 */
export async function startUploaded(ctx: Ctx, input: StartUploaded): Promise<ImportJob> {
  requirePermission(ctx, "contacts.import");
  const { importId, parts, crc32, mapping, options } = StartUploaded.parse(input);
  return inTransaction(
    ctx,
    async (tx) => {
      await completeUpload(tx, { importId, parts, crc32 });
      const found = await previewImport(tx, { importId });
      return startImport(tx, { importId, format: found.format, mapping: mapping ?? found.mapping, options });
    },
    { timeoutMs: TIMEOUT_MS },
  );
}
