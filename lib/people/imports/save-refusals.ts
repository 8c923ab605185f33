import { plainArray, type SqlTx, textArray } from "@/lib/base/db/pg-transaction";
import type { RowRefusal } from "./row-mapper";

const INSERT = `
  insert into import_refusal (workspace_id, import_job_id, line, field, reason, "row", kept)
  select $1::uuid, $2::uuid, line, field, reason, cells, kept
    from rows from (unnest($3::int[], $4::text[], $5::text[], $6::boolean[]), jsonb_array_elements($7::jsonb))
      as refusal (line, field, reason, kept, cells)
      on conflict do nothing`;

/** Keeps rows that were left out, or imported without a value, as they stand in the file. */
export async function saveRefusals(tx: SqlTx, importId: string, refusals: readonly RowRefusal[]): Promise<void> {
  if (refusals.length === 0) return;
  await tx.db.$executeRawUnsafe(
    INSERT,
    tx.workspaceId,
    importId,
    plainArray(refusals.map(({ line }) => line)),
    textArray(refusals.map(({ field }) => field)),
    textArray(refusals.map(({ reason }) => reason)),
    plainArray(refusals.map(({ kept }) => String(kept))),
    JSON.stringify(refusals.map(({ row }) => row)),
  );
}
