import type { Ctx } from "@/lib/base/context";
import { conflict } from "@/lib/base/errors";
import { findErased } from "@/lib/people/addresses/erased";
import type { PendingBatch } from "./pending-batch";
import { refuseRow } from "./row-mapper";

const ERASED = "This person was erased. If they signed up again themselves, allow the address first.";

/** Rows of people who were erased become refusals. */
export async function leaveOutErased(tx: Ctx, batch: PendingBatch): Promise<void> {
  const erased = await findErased(
    tx,
    batch.rows.map(({ normalized }) => normalized),
  );
  if (erased.size === 0) return;
  for (const row of batch.rows) if (erased.has(row.normalized)) batch.refusals.push(refuseRow(row, "email", ERASED));
  batch.rows = batch.rows.filter(({ normalized }) => !erased.has(normalized));
}

/** Throws where somebody was erased since the batch began: it is done again then, and leaves them out. */
export async function requireNoneErased(tx: Ctx, created: ReadonlySet<string>): Promise<void> {
  if ((await findErased(tx, [...created])).size > 0) throw conflict("Somebody was erased while the batch was saved.");
}
