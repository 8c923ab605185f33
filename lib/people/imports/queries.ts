import type { Ctx } from "@/lib/base/context";
import { csvLine } from "@/lib/base/csv/write-csv";
import type { ImportJob } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { requirePermission } from "@/lib/base/permissions.shared";
import { getImport } from "./get-import";
import { importOptions, refusedRow } from "./stored-import";

export interface ImportView {
  id: string;
  status: ImportJob["status"];
  fileName: string;
  fileBytes: number;
  rowsDone: number;
  /** From the first part of the file; exact only when the import is done. */
  rowsEstimated: number | null;
  created: number;
  updated: number;
  unchanged: number;
  refused: number;
  /** Rows whose address must not be mailed; they are imported all the same and stay suppressed. */
  suppressed: number;
  error: string | null;
  createdByName: string;
  cancelRequested: boolean;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  /** Rows a second since the start, and seconds left; null until they mean something. */
  rate: number | null;
  secondsLeft: number | null;
  /** Lists the people join. */
  listIds: string[];
}

export function presentImport(job: ImportJob, now: Date): ImportView {
  const seconds = job.startedAt ? ((job.finishedAt ?? now).getTime() - job.startedAt.getTime()) / 1000 : 0;
  const rate = seconds > 0.5 && job.rowsDone > 0 ? job.rowsDone / seconds : null;
  const left = job.rowsEstimated === null ? null : Math.max(0, job.rowsEstimated - job.rowsDone);
  const listIds = importOptions.read(job.options)?.listIds ?? [];
  return {
    id: publicId("imp", job.id),
    status: job.status,
    fileName: job.fileName,
    fileBytes: Number(job.fileBytes),
    rowsDone: job.rowsDone,
    rowsEstimated: job.rowsEstimated,
    created: job.created,
    updated: job.updated,
    unchanged: job.unchanged,
    refused: job.refused,
    suppressed: job.suppressed,
    error: job.error,
    createdByName: job.createdByName,
    cancelRequested: job.cancelRequestedAt !== null,
    createdAt: job.createdAt.toISOString(),
    startedAt: job.startedAt?.toISOString() ?? null,
    finishedAt: job.finishedAt?.toISOString() ?? null,
    rate: rate === null ? null : Math.round(rate),
    secondsLeft: rate !== null && left !== null && job.status === "running" ? Math.ceil(left / rate) : null,
    listIds: listIds.map((id) => publicId("lst", id)),
  };
}

/** The latest imports of the workspace, 100 at most. */
export async function findImports(ctx: Ctx): Promise<ImportView[]> {
  const jobs = await ctx.db.importJob.findMany({
    where: { workspaceId: ctx.workspaceId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 100,
  });
  return jobs.map((job) => presentImport(job, ctx.now()));
}

export interface RowRefusalReason {
  field: string;
  reason: string;
  count: number;
}

/** Why rows of an import were refused: the 20 most frequent reasons, with their field. */
export async function refusalReasons(ctx: Ctx, importId: string): Promise<RowRefusalReason[]> {
  const groups = await ctx.db.importRefusal.groupBy({
    by: ["field", "reason"],
    where: { workspaceId: ctx.workspaceId, importJobId: importId },
    _count: { _all: true },
    orderBy: { _count: { line: "desc" } },
    take: 20,
  });
  return groups.map(({ field, reason, _count }) => ({ field, reason, count: _count._all }));
}

/** The refused rows as CSV lines: line, field, reason, and the row as it stood in the file. */
export async function* refusedRowsCsv(ctx: Ctx, importId: string): AsyncGenerator<string> {
  requirePermission(ctx, "contacts.import");
  await getImport(ctx, importId);
  yield csvLine(["line", "field", "reason", "row"]);
  let after = 0;
  for (;;) {
    const rows = await ctx.db.importRefusal.findMany({
      where: { workspaceId: ctx.workspaceId, importJobId: importId, line: { gt: after } },
      orderBy: { line: "asc" },
      take: 1000,
    });
    if (rows.length === 0) return;
    yield rows.map(({ line, field, reason, row }) => csvLine([line, field, reason, ...refusedRow.read(row)])).join("");
    after = rows.at(-1)?.line ?? after;
  }
}
