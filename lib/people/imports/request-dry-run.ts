import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { ImportJob } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { enqueue } from "@/lib/base/jobs/define-job";
import { requirePermission } from "@/lib/base/permissions.shared";
import { requireActive } from "@/lib/base/standing/require-active";
import { t } from "@/lib/language/t";
import { findFields } from "@/lib/people/contacts/fields";
import { getImport } from "./get-import";
import { dryRunJob } from "./jobs";
import { planFields, requireUsableMapping } from "./plan-fields";
import { RequestDryRun } from "./schema";
import { importDryRun } from "./stored-dry-run";

/**
 * Has a worker count what an import would do, without writing anybody: the answer stands at the import when it is there. Asking again is another
 * question, and the one before is dropped. Throws `conflict` where the import was started, and `invalid` as its start would.
 */
export async function requestDryRun(ctx: Ctx, input: RequestDryRun): Promise<ImportJob> {
  requirePermission(ctx, "contacts.import");
  const { importId, format, mapping, options } = RequestDryRun.parse(input);
  requireUsableMapping(mapping);
  await requireActive(ctx);
  return inTransaction(ctx, async (tx) => {
    planFields(await findFields(tx), mapping);
    const id = newId();
    const asked = { id, state: "queued" as const, format, mapping, options, rowsDone: 0, error: null, result: null };
    const changed = await tx.db.importJob.updateMany({
      where: { workspaceId: tx.workspaceId, id: importId, status: "ready" },
      data: { dryRun: importDryRun.write(asked) },
    });
    const job = await getImport(tx, importId);
    if (changed.count === 0) throw conflict(t("This import was started already."));
    await recordAudit(tx, "import.checked", {
      subjectType: "import",
      subjectId: importId,
      after: { fileName: job.fileName, options },
    });
    await enqueue(tx, dryRunJob, { workspaceId: tx.workspaceId, importId, dryRunId: id });
    return job;
  });
}
