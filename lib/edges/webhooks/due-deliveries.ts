import { inPgStatement } from "@/lib/base/db/pg-transaction";
import type { DeliveryStatus } from "./delivery-status.shared";
import type { DeliveryLane } from "./lanes";
import type { DeliveryTry } from "./tries";

export interface DueDelivery {
  id: string;
  eventId: string;
  /** Tries so far. */
  attempt: number;
  tries: unknown;
  /** Null when the event is gone: its person was erased, or its time was over. */
  body: string | null;
  /** Sent once, whatever comes of it. */
  isTest: boolean | null;
}

/** When a test is due: before everything that waits, at an endpoint that fails as well. */
export const DUE_FIRST = new Date(0);

type Whose = Pick<DeliveryLane, "workspaceId" | "endpointId">;

/** The deliveries of an endpoint whose time has come, those that wait longest first. */
export async function findDue({ workspaceId, endpointId }: Whose, now: Date, most: number): Promise<DueDelivery[]> {
  const { rows } = await inPgStatement<DueDelivery>(
    {},
    `select d.id, d.event_id as "eventId", d.attempt, d.tries, e.body, e.is_test as "isTest"
       from webhook_delivery d
       left join lateral (select t.body, t.is_test from webhook_event t where t.workspace_id = $1::uuid and t.id = d.event_id limit 1) e on true
      where d.workspace_id = $1::uuid and d.endpoint_id = $2::uuid and d.next_attempt_at <= $3::timestamptz
      order by d.next_attempt_at limit $4::int`,
    workspaceId,
    endpointId,
    now.toISOString(),
    most,
  );
  return rows;
}

/** When the next delivery of an endpoint is due; null when none waits. */
export async function nextDueAt({ workspaceId, endpointId }: Whose): Promise<Date | null> {
  const { rows } = await inPgStatement<{ at: Date | null }>(
    {},
    `select next_attempt_at as at from webhook_delivery
      where workspace_id = $1::uuid and endpoint_id = $2::uuid and next_attempt_at is not null
      order by next_attempt_at limit 1`,
    workspaceId,
    endpointId,
  );
  return rows[0]?.at ?? null;
}

/** What a try has made of a delivery. */
export interface TriedDelivery {
  id: string;
  status: DeliveryStatus;
  /** Tries with this one. */
  attempt: number;
  statusCode: number | null;
  error: string | null;
  durationMs: number;
  lastAttemptAt: Date;
  nextAttemptAt: Date | null;
  tries: readonly DeliveryTry[];
}

/** Writes what became of deliveries. One that somebody else has tried meanwhile stays as that one wrote it. */
export async function recordTried(
  { workspaceId }: Pick<Whose, "workspaceId">,
  tried: readonly TriedDelivery[],
): Promise<void> {
  if (tried.length === 0) return;
  await inPgStatement(
    {},
    `update webhook_delivery d
        set status = t.status, attempt = t.attempt, status_code = t."statusCode", error = t.error, duration_ms = t."durationMs",
            last_attempt_at = t."lastAttemptAt", next_attempt_at = t."nextAttemptAt", tries = t.tries
       from json_to_recordset($2::json) as t(id uuid, status text, attempt int, "statusCode" int, error text, "durationMs" int,
            "lastAttemptAt" timestamptz, "nextAttemptAt" timestamptz, tries jsonb)
      where d.workspace_id = $1::uuid and d.id = t.id and d.status = 'pending' and d.attempt = t.attempt - 1`,
    workspaceId,
    JSON.stringify(tried),
  );
}
