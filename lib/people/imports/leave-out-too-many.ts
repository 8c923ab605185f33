import { type SqlTx, textArray } from "@/lib/base/db/pg-transaction";
import { contactRoom } from "@/lib/people/contacts/contact-room";
import type { PendingBatch } from "./pending-batch";
import { refuseRow } from "./row-mapper";

/**
 * Of a workspace with a limit of contacts: rows that would add more than there is room for become refusals, in the order of the file;
 * those of people who are there already stay.
 */
export async function leaveOutTooMany(
  tx: SqlTx,
  batch: Pick<PendingBatch, "rows" | "refusals">,
): Promise<Pick<PendingBatch, "rows" | "refusals">> {
  const room = await contactRoom(tx);
  if (!room || batch.rows.length === 0) return batch;
  const known = await tx.db.$queryRawUnsafe<{ normalized: string }[]>(
    "select email_normalized as normalized from contact where workspace_id = $1::uuid and email_normalized = any($2::text[])",
    tx.workspaceId,
    textArray(batch.rows.map(({ normalized }) => normalized)),
  );
  const fits = new Set(known.map(({ normalized }) => normalized));
  let { left } = room;
  const rows: PendingBatch["rows"] = [];
  const refusals = [...batch.refusals];
  for (const row of batch.rows) {
    if (!fits.has(row.normalized) && left > 0) {
      fits.add(row.normalized);
      left -= 1;
    }
    if (fits.has(row.normalized)) rows.push(row);
    else refusals.push(refuseRow(row, "email", tooManyText(room.limit)));
  }
  return { rows, refusals };
}

export const tooManyText = (limit: number) => `This workspace may have ${limit} contacts; ask the operator for more.`;
