import type { SqlTx } from "@/lib/base/db/pg-transaction";

/** For how long events are kept for an endpoint that is disabled, so that it can be caught up with. */
export const KEPT_FOR_CLOSED_MS = 7 * 24 * 3_600_000;

/** What any endpoint of the workspace wants to be told: one question by key. */
export async function wantedTypes(tx: SqlTx, now: Date): Promise<ReadonlySet<string>> {
  const lanes = await tx.db.$queryRawUnsafe<{ types: string[] }[]>(
    `select event_types as types from webhook_lane
      where workspace_id = $1::uuid and (closed_at is null or closed_at > $2::timestamptz)`,
    tx.workspaceId,
    new Date(now.getTime() - KEPT_FOR_CLOSED_MS).toISOString(),
  );
  return new Set(lanes.flatMap(({ types }) => types));
}
