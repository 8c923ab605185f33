import type { Ctx } from "@/lib/base/context";
import type { ImportJob } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { completeUpload } from "./complete-upload";
import { previewImport } from "./preview-import";
import { requestDryRun } from "./request-dry-run";
import { CheckUploaded } from "./schema";

/** For reading 200 MB from the database. */
const TIMEOUT_MS = 55_000;

/**
 * Ends an upload whose parts are all there and has it counted what its import would do, all or nothing: for programs. Columns without a mapping go
 * where their names say. Throws what the single steps do.
 */
export async function checkUploaded(ctx: Ctx, input: CheckUploaded): Promise<ImportJob> {
  requirePermission(ctx, "contacts.import");
  const { importId, parts, crc32, mapping, options } = CheckUploaded.parse(input);
  return inTransaction(
    ctx,
    async (tx) => {
      await completeUpload(tx, { importId, parts, crc32 });
      const found = await previewImport(tx, { importId });
      return requestDryRun(tx, { importId, format: found.format, mapping: mapping ?? found.mapping, options });
    },
    { timeoutMs: TIMEOUT_MS },
  );
}
