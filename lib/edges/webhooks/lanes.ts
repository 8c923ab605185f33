import type { Db } from "@/lib/base/db/client";
import { Prisma } from "@/lib/base/db/generated/client";
import { plainArray, type SqlTx } from "@/lib/base/db/pg-transaction";
import { noteWork } from "@/lib/base/jobs/after-answer";
import { FAILURES_TO_PAUSE, LONGEST_PAUSE_MS } from "./schedule";

/** The right to deliver to one endpoint; nobody else does while it is held. */
export interface DeliveryLane {
  workspaceId: string;
  endpointId: string;
  holder: string;
  /** Failures in a row, before. */
  failures: number;
}

/** A holder shows a sign of life more often than that. */
const LEASE_MS = 30_000;
/** Endpoints of one workspace that one holder has at a time: those of a workspace that are all slow leave places to others. */
export const LANES_OF_ONE = 8;
export const RENEW_MS = 10_000;

const later = (now: Date, ms: number) => new Date(now.getTime() + ms);

/**
 * Says that endpoints have something to deliver, in the transaction that makes it. One that is left alone because it fails stays so, however
 * much comes for it, unless `evenPaused`: for what somebody waits for.
 */
export async function wakeLanes(
  tx: SqlTx,
  endpointIds: readonly string[],
  at: Date,
  { evenPaused = false }: { evenPaused?: boolean } = {},
): Promise<void> {
  if (endpointIds.length === 0) return;
  const failingAt = evenPaused ? at : later(at, LONGEST_PAUSE_MS);
  await tx.db.$executeRawUnsafe(
    `update webhook_lane l
        set due_at = least(l.due_at, case when l.failures >= ${FAILURES_TO_PAUSE} then $4::timestamptz else $3::timestamptz end)
       from (select endpoint_id from webhook_lane where workspace_id = $1::uuid and endpoint_id = any($2::uuid[])
              order by endpoint_id for no key update) own
      where l.workspace_id = $1::uuid and l.endpoint_id = own.endpoint_id`,
    tx.workspaceId,
    plainArray([...endpointIds].sort()),
    at.toISOString(),
    failingAt.toISOString(),
  );
  noteWork();
}

/**
 * Takes up to `most` endpoints that have something due, the ones that wait longest first, and of each workspace only so many that the holder
 * has at most `LANES_OF_ONE` of it. What is due is forgotten with it, so that
 * whoever makes more meanwhile is heard when the lane is given back; one whose holder died counts as due.
 */
export function takeLanes(
  db: Db,
  { holder, most, now }: { holder: string; most: number; now: Date },
): Promise<DeliveryLane[]> {
  return db.$queryRaw<DeliveryLane[]>`
    update webhook_lane l set leased_by = ${holder}, leased_until = ${later(now, LEASE_MS)}, due_at = null
      from (select workspace_id, endpoint_id from webhook_lane
             where ${isFree(now)} and (workspace_id, endpoint_id) in (
               select d.workspace_id, d.endpoint_id
                 from (select workspace_id, endpoint_id, row_number() over (partition by workspace_id order by due_at nulls first) as place
                         from webhook_lane where ${isFree(now)}) d
                 left join (select workspace_id, count(*) as count from webhook_lane
                             where leased_by = ${holder} and leased_until >= ${now} group by workspace_id) held using (workspace_id)
                where d.place + coalesce(held.count, 0) <= ${LANES_OF_ONE})
             order by due_at nulls first limit ${most} for update skip locked) free
     where l.workspace_id = free.workspace_id and l.endpoint_id = free.endpoint_id
    returning l.workspace_id as "workspaceId", l.endpoint_id as "endpointId", l.leased_by as holder, l.failures`;
}

const isFree = (now: Date) =>
  Prisma.sql`closed_at is null and (due_at <= ${now} or leased_by is not null) and (leased_until is null or leased_until < ${now})`;

/** False when the lane was lost: it was given to somebody else, closed, or is gone. */
export async function renewLane(
  db: Db,
  { workspaceId, endpointId, holder }: DeliveryLane,
  now: Date,
): Promise<boolean> {
  const renewed = await db.$executeRaw`
    update webhook_lane set leased_until = ${later(now, LEASE_MS)}
     where workspace_id = ${workspaceId}::uuid and endpoint_id = ${endpointId}::uuid and leased_by = ${holder} and closed_at is null`;
  return renewed > 0;
}

/**
 * Gives a lane back, to be taken again when the next delivery is due or somebody has woken it meanwhile, but not before `restUntil`; null:
 * at once.
 */
export async function giveLaneBack(
  db: Db,
  lane: DeliveryLane,
  { nextAt, restUntil, failures }: { nextAt: Date | null; restUntil: Date | null; failures: number },
): Promise<void> {
  await db.$executeRaw`
    update webhook_lane
       set leased_by = null, leased_until = null, failures = ${failures},
           due_at = case when num_nonnulls(due_at, ${nextAt}::timestamptz) > 0
                         then greatest(least(due_at, ${nextAt}::timestamptz), ${restUntil}::timestamptz) end
     where workspace_id = ${lane.workspaceId}::uuid and endpoint_id = ${lane.endpointId}::uuid and leased_by = ${lane.holder}`;
}
