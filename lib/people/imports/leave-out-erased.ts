import type { SqlTx } from "@/lib/base/db/pg-transaction";
import { conflict } from "@/lib/base/errors";
import { findErased } from "@/lib/people/addresses/erased";
import type { PendingBatch } from "./pending-batch";
import { refuseRow } from "./row-mapper";

type Rows = Pick<PendingBatch, "rows" | "refusals">;

const ERASED = "This person was erased. If they signed up again themselves, allow the address first.";

/** Rows of people who were erased become refusals. */
export async function leaveOutErased(tx: SqlTx, { rows, refusals }: Rows): Promise<Rows> {
  const erased = await findErased(
    tx,
    rows.map(({ normalized }) => normalized),
  );
  if (erased.size === 0) return { rows, refusals };
  const refused = rows.filter(({ normalized }) => erased.has(normalized)).map((row) => refuseRow(row, "email", ERASED));
  return { rows: rows.filter(({ normalized }) => !erased.has(normalized)), refusals: [...refusals, ...refused] };
}

/** Throws where somebody was erased since the batch began: it is done again then, and leaves them out. */
export async function requireNoneErased(tx: SqlTx, created: readonly string[]): Promise<void> {
  if ((await findErased(tx, created)).size > 0) throw conflict("Somebody was erased while the batch was saved.");
}
