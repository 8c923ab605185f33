import type { Ctx } from "@/lib/base/context";
import { contactRoom } from "@/lib/people/contacts/contact-room";
import type { PendingBatch } from "./pending-batch";
import { refuseRow } from "./row-mapper";

/**
 * Of a workspace with a limit of contacts: rows that would add more than there is room for become refusals, in the order of the file;
 * those of people who are there already stay.
 */
export async function leaveOutTooMany(tx: Ctx, batch: PendingBatch): Promise<void> {
  const room = await contactRoom(tx);
  if (!room || batch.rows.length === 0) return;
  const known = await tx.db.$queryRaw<{ normalized: string }[]>`
    select email_normalized as normalized from contact
     where workspace_id = ${tx.workspaceId}::uuid and email_normalized = any(${batch.rows.map(({ normalized }) => normalized)})`;
  const fits = new Set(known.map(({ normalized }) => normalized));
  let { left } = room;
  const kept: typeof batch.rows = [];
  for (const row of batch.rows) {
    if (!fits.has(row.normalized) && left > 0) {
      fits.add(row.normalized);
      left -= 1;
    }
    if (fits.has(row.normalized)) kept.push(row);
    else batch.refusals.push(refuseRow(row, "email", tooManyText(room.limit)));
  }
  batch.rows = kept;
}

export const tooManyText = (limit: number) => `This workspace may have ${limit} contacts; ask the operator for more.`;
