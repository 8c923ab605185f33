import { createHash } from "node:crypto";
import { deterministicId, timeOfId } from "@/lib/base/db/ids";
import { plainArray, type SqlTx } from "@/lib/base/db/pg-transaction";

/** The id of the one delivery of an event to an endpoint; it has the time of the event. */
export function deliveryId(eventId: string, endpointId: string): string {
  return deterministicId(timeOfId(eventId), createHash("sha256").update(`${eventId}/${endpointId}`).digest());
}

interface Pair {
  eventId: string;
  endpointId: string;
}

/** Rows of one statement. */
const AT_ONCE = 1_000;

/** Makes deliveries that are due now, for pairs that have none yet. Answers the endpoints that got one. */
export async function insertDeliveries(tx: SqlTx, pairs: readonly Pair[], now: Date): Promise<string[]> {
  const endpoints = new Set<string>();
  for (let at = 0; at < pairs.length; at += AT_ONCE) {
    const some = pairs.slice(at, at + AT_ONCE);
    const rows = await tx.db.$queryRawUnsafe<{ endpointId: string }[]>(
      `insert into webhook_delivery (workspace_id, id, endpoint_id, event_id, status, attempt, next_attempt_at, tries, created_at)
       select $1::uuid, d.id, d.endpoint_id, d.event_id, 'pending', 0, $5::timestamptz, '[]'::jsonb, $5::timestamptz
         from unnest($2::uuid[], $3::uuid[], $4::uuid[]) as d(id, endpoint_id, event_id)
       on conflict do nothing
       returning endpoint_id as "endpointId"`,
      tx.workspaceId,
      plainArray(some.map(({ eventId, endpointId }) => deliveryId(eventId, endpointId))),
      plainArray(some.map(({ endpointId }) => endpointId)),
      plainArray(some.map(({ eventId }) => eventId)),
      now.toISOString(),
    );
    for (const { endpointId } of rows) endpoints.add(endpointId);
  }
  return [...endpoints].sort();
}
