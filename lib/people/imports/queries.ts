import type { Ctx } from "@/lib/base/context";
import { csvLine } from "@/lib/base/csv/write-csv";
import type { ImportJob } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { requirePermission } from "@/lib/base/permissions.shared";
import { inLanguage } from "@/lib/language/server";
import { maybeMsg, t } from "@/lib/language/t";
import { findFields } from "@/lib/people/contacts/fields";
import { PROBLEM_COLUMN } from "@/lib/people/contacts/own-export";
import { columnsOf } from "./column-names";
import { getImport } from "./get-import";
import { isPlace, placeLabels } from "./place-labels.shared";
import { type DryRunResult, importDryRun, type StoredDryRun } from "./stored-dry-run";
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
  /** Rows that were imported without a value that could not be read; counted under created, updated or unchanged too. */
  noted: number;
  /** Rows whose address must not be mailed; they are imported all the same and stay suppressed. */
  suppressed: number;
  /** Rows of people of whom the file says that they left or never agreed: they are imported, and join no list. */
  notSubscribed: number;
  error: string | null;
  createdByName: string;
  cancelRequested: boolean;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  /** Rows a second since the start, and seconds left; null until they mean something. */
  rate: number | null;
  secondsLeft: number | null;
  /** For how long it has waited for a worker, or no row has come in, where that is longer than it should be. */
  stalledSeconds: number | null;
  /** Lists the people join. */
  listIds: string[];
  /** What it would do, where somebody asked before it was started. */
  dryRun: DryRunView | null;
}

/** A batch takes a second on a busy machine, and a worker looks for work every second. */
const STALLED_AFTER_SECONDS = 8;

function stalledSeconds({ status, movedAt, startedAt, createdAt }: ImportJob, now: Date): number | null {
  if (status !== "queued" && status !== "running") return null;
  const since = Math.max(...[createdAt, startedAt, movedAt].map((at) => at?.getTime() ?? 0));
  const seconds = Math.floor((now.getTime() - since) / 1000);
  return seconds >= STALLED_AFTER_SECONDS ? seconds : null;
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
    noted: job.noted,
    suppressed: job.suppressed,
    notSubscribed: job.notSubscribed,
    error: job.error,
    createdByName: job.createdByName,
    cancelRequested: job.cancelRequestedAt !== null,
    createdAt: job.createdAt.toISOString(),
    startedAt: job.startedAt?.toISOString() ?? null,
    finishedAt: job.finishedAt?.toISOString() ?? null,
    rate: rate === null ? null : Math.round(rate),
    secondsLeft: rate !== null && left !== null && job.status === "running" ? Math.ceil(left / rate) : null,
    stalledSeconds: stalledSeconds(job, now),
    listIds: listIds.map((id) => publicId("lst", id)),
    dryRun: presentDryRun(job.dryRun),
  };
}

/** What an import would do, as far as it is counted. */
export interface DryRunView {
  state: StoredDryRun["state"];
  rowsDone: number;
  error: string | null;
  result: DryRunResult | null;
}

function presentDryRun(stored: unknown): DryRunView | null {
  const run = importDryRun.readOrNull(stored);
  if (!run) return null;
  const { state, rowsDone, error, result } = run;
  const said = (text: string) => t(maybeMsg(text));
  const reasons = result?.reasons.map(({ field, reason, ...one }) => ({
    ...one,
    field: field.split(", ").map(said).join(", "),
    reason: said(reason),
  }));
  return { state, rowsDone, error: error && said(error), result: result && { ...result, reasons: reasons ?? [] } };
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
  /** Names of what could not be read, in words. */
  field: string;
  reason: string;
  count: number;
  /** The people were imported all the same, without this. */
  kept: boolean;
}

/** What was wrong with rows of an import: the 20 most frequent reasons of those refused and of those kept, with their field. */
export async function refusalReasons(ctx: Ctx, importId: string): Promise<RowRefusalReason[]> {
  const label = await columnLabels(ctx);
  const groups = await Promise.all(
    [false, true].map((kept) =>
      ctx.db.importRefusal.groupBy({
        by: ["field", "reason", "kept"],
        where: { workspaceId: ctx.workspaceId, importJobId: importId, kept },
        _count: { _all: true },
        orderBy: { _count: { line: "desc" } },
        take: 20,
      }),
    ),
  );
  return groups.flat().map(({ field, reason, kept, _count }) => ({
    field: label(field),
    reason: t(maybeMsg(reason)),
    kept,
    count: _count._all,
  }));
}

/**
 * The rows that were refused, or those that were kept without a value, as CSV lines: each as it stood in the file, below the names of its
 * columns, and in a last column what is wrong, in English. Mended, it can be imported as it is: an import leaves that column out.
 */
export async function* refusedRowsCsv(ctx: Ctx, importId: string, kept = false): AsyncGenerator<string> {
  requirePermission(ctx, "contacts.import");
  const job = await getImport(ctx, importId);
  const labelFor = await columnLabels(ctx);
  const label = (field: string) => inLanguage("en", () => labelFor(field));
  const columns = columnsOf(job);
  yield csvLine([...columns, PROBLEM_COLUMN]);
  let after = 0;
  for (;;) {
    const rows = await ctx.db.importRefusal.findMany({
      where: { workspaceId: ctx.workspaceId, importJobId: importId, kept, line: { gt: after } },
      orderBy: { line: "asc" },
      take: 1000,
    });
    if (rows.length === 0) return;
    yield rows
      .map(({ line, field, reason, row }) => {
        const cells = refusedRow.read(row);
        const padded = Array.from({ length: Math.max(columns.length, cells.length) }, (_, at) => cells[at] ?? "");
        return csvLine([...padded, `Line ${line}, ${label(field)}: ${reason}`]);
      })
      .join("");
    after = rows.at(-1)?.line ?? after;
  }
}

/** Says what a problem is about: "birthday, timeZone" is "Birthday, Time zone". */
async function columnLabels(ctx: Ctx): Promise<(field: string) => string> {
  const fields = new Map((await findFields(ctx)).map(({ key, label }) => [key, label]));
  const label = (name: string) => (isPlace(name) ? t(placeLabels[name]) : (fields.get(name) ?? name));
  return (field) => field.split(", ").map(label).join(", ");
}
