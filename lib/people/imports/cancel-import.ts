import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { ImportJob } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { getImport } from "./get-import";
import { ImportRef } from "./schema";

/** Stops an import: at once when it has not begun, else after the rows in hand. What is imported stays. Asking twice is fine. */
export async function cancelImport(ctx: Ctx, input: ImportRef): Promise<ImportJob> {
  requirePermission(ctx, "contacts.import");
  const { importId } = ImportRef.parse(input);
  return inTransaction(ctx, async (tx) => {
    const before = await getImport(tx, importId);
    const key = { workspaceId: tx.workspaceId, id: importId };
    const at = tx.now();
    const waiting = await tx.db.importJob.updateMany({
      where: { ...key, status: { in: ["uploading", "ready", "queued"] } },
      data: { status: "cancelled", cancelRequestedAt: at, finishedAt: at },
    });
    const running = await tx.db.importJob.updateMany({
      where: { ...key, status: "running", cancelRequestedAt: null },
      data: { cancelRequestedAt: at },
    });
    if (waiting.count > 0)
      await tx.db.importChunk.deleteMany({ where: { workspaceId: key.workspaceId, importJobId: importId } });
    if (waiting.count + running.count > 0) {
      await recordAudit(tx, "import.cancelled", {
        subjectType: "import",
        subjectId: importId,
        before: { status: before.status },
      });
    }
    return getImport(tx, importId);
  });
}
