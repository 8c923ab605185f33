import { plainArray, type SqlTx } from "@/lib/base/db/pg-transaction";

/** Those that wait already go on as they do; of the others a new round of tries begins. Answers how many. */
export function beginAnew(tx: SqlTx, endpointId: string, ids: readonly string[], now: Date): PromiseLike<number> {
  return tx.db.$executeRawUnsafe(
    `update webhook_delivery set status = 'pending', attempt = 0, next_attempt_at = $4::timestamptz
      where workspace_id = $1::uuid and endpoint_id = $2::uuid and id = any($3::uuid[]) and status <> 'pending'`,
    tx.workspaceId,
    endpointId,
    plainArray(ids),
    now.toISOString(),
  );
}
