import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { CsvFormat } from "@/lib/base/csv/detect-csv";
import { sampleRows } from "@/lib/base/csv/read-csv";
import type { ImportJob } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { AppError, conflict, invalid } from "@/lib/base/errors";
import { enqueue } from "@/lib/base/jobs/define-job";
import { requirePermission } from "@/lib/base/permissions.shared";
import { requireActive } from "@/lib/base/standing/require-active";
import { t } from "@/lib/language/t";
import { createField, findFields } from "@/lib/people/contacts/fields";
import { createList } from "@/lib/people/lists/create-list";
import { getList } from "@/lib/people/lists/get-list";
import { readFileHead } from "./file-chunks";
import { getImport } from "./get-import";
import { runImportJob } from "./jobs";
import { planFields, requireUsableMapping } from "./plan-fields";
import type { ReadyTarget } from "./row-mapper";
import { type ImportMapping, type ImportOptions, StartImport } from "./schema";

/** Sets mapping and options, makes the new fields and the new list, and puts the import in the queue. */
export async function startImport(ctx: Ctx, input: StartImport): Promise<ImportJob> {
  requirePermission(ctx, "contacts.import");
  const { importId, format, mapping, options: wanted } = StartImport.parse(input);
  requireUsableMapping(mapping);
  await requireActive(ctx);
  return inTransaction(ctx, async (tx) => {
    const before = await getImport(tx, importId);
    if (before.status !== "ready") throw conflict(t("This import was started already."));
    const { newListName: _made, ...rest } = wanted;
    const options = { ...rest, listIds: await readyLists(tx, wanted) };
    const data = {
      status: "queued" as const,
      format: { ...format, columns: await columnNames(tx, importId, format) },
      mapping: await makeFields(tx, mapping),
      options,
      movedAt: tx.now(),
      ...(before.rowsEstimated && { rowsEstimated: Math.max(1, before.rowsEstimated - rowsAbove(format)) }),
    };
    const changed = await tx.db.importJob.updateMany({
      where: { workspaceId: tx.workspaceId, id: importId, status: "ready" },
      data,
    });
    if (changed.count === 0) throw conflict(t("This import was started already."));
    await recordAudit(tx, "import.started", {
      subjectType: "import",
      subjectId: importId,
      after: { fileName: before.fileName, options },
    });
    await enqueue(tx, runImportJob, { workspaceId: tx.workspaceId, importId });
    return getImport(tx, importId);
  });
}

/** What the file calls its columns; none where it has no header. */
async function columnNames(tx: Ctx, importId: string, format: CsvFormat): Promise<string[]> {
  if (!format.hasHeader) return [];
  const [first] = sampleRows(await readFileHead(tx, importId), true, format, 1);
  // PostgreSQL stores no NUL in jsonb.
  return (first?.cells ?? []).slice(0, 500).map((name) => name.replaceAll("\0", "\ufffd").trim().slice(0, 200));
}

function rowsAbove({ hasHeader, skipRows }: { hasHeader: boolean; skipRows: number }): number {
  return skipRows + (hasHeader ? 1 : 0);
}

/** The lists these people go on, the new one made; none of them archived. */
async function readyLists(tx: Ctx, { listIds, newListName }: ImportOptions): Promise<string[]> {
  for (const listId of listIds) {
    if ((await getList(tx, listId)).archivedAt)
      throw invalid(t("A list is archived."), { listIds: t("A list is archived.") });
  }
  if (newListName === "") return listIds;
  try {
    return [...listIds, (await createList(tx, { name: newListName })).id];
  } catch (error) {
    if (error instanceof AppError && error.fields?.name)
      throw invalid(error.message, { newListName: error.fields.name });
    throw error;
  }
}

/** Makes the fields that are new; one whose label exists by now is used as it is. */
async function makeFields(tx: Ctx, mapping: ImportMapping): Promise<ReadyTarget[]> {
  const plan = planFields(await findFields(tx), mapping);
  for (const { key, label, type } of plan.toMake) await createField(tx, { label, type, key });
  return plan.mapping;
}
