import type { Ctx } from "@/lib/base/context";
import type { ImportJob } from "@/lib/base/db/generated/client";
import { findByKey, inPgTransaction } from "@/lib/base/db/pg-transaction";
import { suspensionReason } from "@/lib/base/standing/require-active";
import { RollUpChanges } from "@/lib/events/roll-ups/roll-up-changes";
import { applyRollUps } from "@/lib/events/roll-ups/roll-up-sql";
import { listsToJoin } from "@/lib/people/lists/lists-to-join";
import { findTagIds } from "./find-tag-ids";
import type { ImportRun } from "./import-run";
import { leaveOutErased } from "./leave-out-erased";
import { leaveOutTooMany } from "./leave-out-too-many";
import type { PendingBatch } from "./pending-batch";
import { type ImportRow, noteOf } from "./row-mapper";
import { type ImportCounts, type ImportTx, savePeople } from "./save-people";
import { saveRefusals } from "./save-refusals";
import { mayJoin } from "./standing";

/** "taken": another worker has saved these rows. "suspended": the workspace may import nothing any more. */
export type BatchState = "saved" | "cancelled" | "taken" | "suspended";

/** Ends the transaction of a batch that is not to be saved. */
class NotSaved extends Error {
  constructor(readonly state: BatchState) {
    super("This batch is not saved.");
  }
}

/**
 * Saves one batch with the counters in one transaction, or nothing of it. Its people are written at once, and it is committed when the batch before
 * it is (`turn`; null: it is saved alone): so the counters say at every moment up to which row all is saved.
 */
export async function importBatch(
  ctx: Ctx,
  run: ImportRun,
  batch: PendingBatch,
  turn: Promise<BatchState> | null,
): Promise<BatchState> {
  // Made before: whoever waits for a name holds nothing that others wait for.
  const tagIds = await findTagIds(ctx, run.options, batch.rows);
  try {
    await inPgTransaction(ctx.workspaceId, async ({ db }) => {
      const tx: ImportTx = { ...ctx, db };
      const [reason, lists] = await Promise.all([
        suspensionReason(tx),
        listsToJoin(tx, run.options.listIds),
        findByKey(tx),
        db.$executeRawUnsafe(SETTINGS, turn ? "4s" : "0"),
      ]);
      if (reason !== null) throw new NotSaved("suspended");
      const { rows, refusals } = await leaveOutTooMany(tx, await leaveOutErased(tx, batch));
      const changes = new RollUpChanges();
      const counts: ImportCounts = { created: 0, updated: 0, unchanged: 0, suppressed: 0 };
      for (const wave of waves(rows)) await savePeople(tx, { ...run, lists, tagIds, changes }, wave, counts);
      const notes = rows.map(noteOf).filter((note) => note !== null);
      await saveRefusals(tx, run.job.id, [...refusals, ...notes]);
      const before = await turn;
      if (before && before !== "saved") throw new NotSaved(before);
      const notSubscribed = rows.filter((row) => !mayJoin(row)).length;
      await moveOn(tx, run.job, batch, { ...counts, refused: refusals.length, noted: notes.length, notSubscribed });
      // Last of all: the numbers of the workspace, for which everybody waits who counts something.
      await applyRollUps(tx, changes);
    });
    return "saved";
  } catch (error) {
    if (error instanceof NotSaved) return error.state;
    throw error;
  }
}

/**
 * A batch that a crash of the database takes back takes its counters with it, and is read again: so it need not wait for the disk; the last of all
 * is followed by a commit that does. And of two that are written at once none may wait for long: for somebody, maybe, who waits for the other.
 */
const SETTINGS = "select set_config('synchronous_commit', 'off', true), set_config('lock_timeout', $1::text, true)";

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
  return result;
}

const MOVE_ON = `
  update import_job set rows_done = $4::int, read_from = $5::jsonb, moved_at = $6::timestamptz, created = created + $7::int,
    updated = updated + $8::int, unchanged = unchanged + $9::int, suppressed = suppressed + $10::int, refused = refused + $11::int,
    noted = noted + $12::int, not_subscribed = not_subscribed + $13::int
   where workspace_id = $1::uuid and id = $2::uuid and status = 'running' and rows_done = $3::int and cancel_requested_at is null`;

const CANCELLED = `
  select cancel_requested_at is not null as cancelled from import_job where workspace_id = $1::uuid and id = $2::uuid`;

type Moved = ImportCounts & { refused: number; noted: number; notSubscribed: number };

/** ImportCounts the batch, unless somebody has stopped the import or another worker has come first. */
async function moveOn(tx: ImportTx, job: ImportJob, { rowsBefore, rowsDone, place }: PendingBatch, moved: Moved) {
  const { created, updated, unchanged, suppressed, refused, noted, notSubscribed } = moved;
  const count = await tx.db.$executeRawUnsafe(
    MOVE_ON,
    ...[tx.workspaceId, job.id, rowsBefore, rowsDone, JSON.stringify(place), tx.now().toISOString()],
    ...[created, updated, unchanged, suppressed, refused, noted, notSubscribed],
  );
  if (count > 0) return;
  const [row] = await tx.db.$queryRawUnsafe<{ cancelled: boolean }[]>(CANCELLED, tx.workspaceId, job.id);
  throw new NotSaved(row?.cancelled ? "cancelled" : "taken");
}
