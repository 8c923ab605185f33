import type { Ctx } from "@/lib/base/context";
import { type ImportJob, Prisma } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { suspensionOf } from "@/lib/base/standing/require-active";
import { recordEvents } from "@/lib/events/door/record-events";
import { recordConsent } from "@/lib/people/consent/record-consent";
import { changeContactTags } from "@/lib/people/contacts/contact-tags";
import { addToList } from "@/lib/people/lists/add-to-list";
import { leaveOutErased, requireNoneErased } from "./leave-out-erased";
import { leaveOutTooMany } from "./leave-out-too-many";
import type { PendingBatch } from "./pending-batch";
import { type ImportRow, noteOf, type RowRefusal } from "./row-mapper";
import type { ImportOptions } from "./schema";
import { mayJoin } from "./standing";
import { suppressLeft } from "./suppress-left";
import { insertContacts, type SavedContact, suppressedAmong, updateContacts } from "./upsert-contacts";

/** "taken": another worker has saved these rows. "suspended": the workspace may import nothing any more. */
export type BatchState = "saved" | "cancelled" | "taken" | "suspended";

interface Counts {
  created: number;
  updated: number;
  unchanged: number;
  suppressed: number;
}

/** Saves one batch with the counters in one transaction, or nothing of it. */
export async function importBatch(
  ctx: Ctx,
  job: ImportJob,
  options: ImportOptions,
  batch: PendingBatch,
  rowsBefore: number,
): Promise<BatchState> {
  return inTransaction(
    ctx,
    async (tx) => {
      const state = await lockJob(tx, job.id, rowsBefore);
      if (state !== "saved") return state;
      if (await suspensionOf(tx)) return "suspended";
      await leaveOutErased(tx, batch);
      await leaveOutTooMany(tx, batch);
      const notSubscribed = batch.rows.filter((row) => !mayJoin(row)).length;
      const counts: Counts = { created: 0, updated: 0, unchanged: 0, suppressed: 0 };
      const created: SavedContact[] = [];
      for (const wave of waves(batch.rows)) created.push(...(await saveWave(tx, job, options, wave, counts)));
      const notes = batch.rows.map(noteOf).filter((note) => note !== null);
      await saveRefusals(tx, job.id, [...batch.refusals, ...notes]);
      await tx.db.importJob.update({
        where: { workspaceId_id: { workspaceId: tx.workspaceId, id: job.id } },
        data: {
          rowsDone: batch.rowsDone,
          refused: { increment: batch.refusals.length },
          noted: { increment: notes.length },
          created: { increment: counts.created },
          updated: { increment: counts.updated },
          unchanged: { increment: counts.unchanged },
          suppressed: { increment: counts.suppressed },
          notSubscribed: { increment: notSubscribed },
        },
        select: { id: true },
      });
      await recordCreated(tx, job, created);
      return "saved";
    },
    { timeoutMs: 60_000 },
  );
}

async function lockJob(tx: Ctx, id: string, rowsBefore: number): Promise<BatchState> {
  const [row] = await tx.db.$queryRaw<{ status: string; rows_done: number; cancelled: boolean }[]>(Prisma.sql`
    select status, rows_done, cancel_requested_at is not null as cancelled from import_job
    where workspace_id = ${tx.workspaceId}::uuid and id = ${id}::uuid for update`);
  if (row?.cancelled) return "cancelled";
  return row?.status === "running" && row.rows_done === rowsBefore ? "saved" : "taken";
}

/** An address that stands in the batch twice comes in a second wave, so that its rows act in the order of the file. */
function waves(rows: readonly ImportRow[]): ImportRow[][] {
  const seen = new Map<string, number>();
  const result: ImportRow[][] = [];
  for (const row of rows) {
    const turn = seen.get(row.normalized) ?? 0;
    seen.set(row.normalized, turn + 1);
    result[turn] ??= [];
    result[turn].push(row);
  }
  // In address order, so that two imports at once lock in the same order.
  for (const wave of result) wave.sort((a, b) => (a.normalized < b.normalized ? -1 : 1));
  return result;
}

/** Gives those who were made. */
async function saveWave(
  tx: Ctx,
  job: ImportJob,
  options: ImportOptions,
  rows: ImportRow[],
  counts: Counts,
): Promise<SavedContact[]> {
  const created = await insertContacts(tx, rows);
  await requireNoneErased(tx, created);
  const updated = options.duplicates === "update" ? await updateContacts(tx, rows, created) : new Set<string>();
  const saved = await findSaved(tx, rows);
  counts.created += created.size;
  counts.updated += updated.size;
  counts.unchanged += rows.length - created.size - updated.size;
  await suppressLeft(tx, job, rows);
  counts.suppressed += await suppressedAmong(tx, rows);
  const fresh = saved.filter(({ normalized }) => created.has(normalized));
  await saveTags(tx, options, rows, saved);
  const joining = new Set(rows.filter(mayJoin).map(({ normalized }) => normalized));
  const joins = ({ normalized }: SavedContact) => joining.has(normalized);
  await saveConsent(tx, job, options, saved.filter(joins), fresh.filter(joins));
  return fresh;
}

/** Last of all: the numbers of the workspace, for which everybody waits who counts something. */
async function recordCreated(tx: Ctx, { id: importId }: ImportJob, created: readonly SavedContact[]): Promise<void> {
  const data = { source: "import", importId };
  const occurredAt = tx.now();
  await recordEvents(
    tx,
    created.map(({ id }) => ({ type: "contact.created" as const, occurredAt, contactId: id, data })),
  );
}

async function findSaved(tx: Ctx, rows: readonly ImportRow[]): Promise<SavedContact[]> {
  return tx.db.$queryRaw<SavedContact[]>(Prisma.sql`
    select id, email_normalized as normalized from contact
    where workspace_id = ${tx.workspaceId}::uuid and email_normalized = any(${rows.map(({ normalized }) => normalized)})`);
}

async function saveTags(tx: Ctx, options: ImportOptions, rows: readonly ImportRow[], saved: readonly SavedContact[]) {
  const byAddress = new Map(saved.map(({ normalized, id }) => [normalized, id]));
  const changes = rows.flatMap(({ normalized, tags }) => {
    const contactId = byAddress.get(normalized);
    return contactId === undefined ? [] : [{ contactId, add: [...options.tags, ...tags], remove: [] }];
  });
  await changeContactTags(tx, changes);
}

/** Proof per person: with the subscription where there is a list, else for who is new. */
async function saveConsent(
  tx: Ctx,
  job: ImportJob,
  options: ImportOptions,
  saved: readonly SavedContact[],
  fresh: readonly SavedContact[],
) {
  const evidence = {
    importId: job.id,
    fileName: job.fileName,
    agreedBy: options.consentMethod,
    importedBy: job.createdByName,
  };
  const wording = options.consentSource;
  const source = `import ${job.fileName}`;
  const contactIds = saved.map(({ id }) => id).sort();
  for (const listId of options.listIds)
    await addToList(tx, { contactIds, listId, wording, source, method: "import", evidence });
  if (options.listIds.length > 0) return;
  await recordConsent(
    tx,
    fresh.map(({ id, normalized }) => ({
      contactId: id,
      emailNormalized: normalized,
      kind: "opt_in" as const,
      method: "import" as const,
      wording,
      source,
      evidence,
    })),
  );
}

async function saveRefusals(tx: Ctx, importJobId: string, refusals: readonly RowRefusal[]): Promise<void> {
  if (refusals.length === 0) return;
  await tx.db.importRefusal.createMany({
    data: refusals.map((refusal) => ({ workspaceId: tx.workspaceId, importJobId, ...refusal })),
    skipDuplicates: true,
  });
}
