import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";

/** How long a worker may take for one call before another may try. */
const LEASE_MS = 120_000;

export type Claim =
  | { kind: "call"; id: string; attempts: number }
  /** The oldest call waits for its next try; none may overtake it. */
  | { kind: "wait"; until: Date }
  /** Another worker has the oldest call and will look for the next itself. */
  | { kind: "busy" }
  | { kind: "none" };

interface Head {
  id: string;
  attempts: number;
  nextAttemptAt: Date | null;
  leasedUntil: Date | null;
}

/** Takes the oldest waiting call of an endpoint for this worker. One call of an endpoint is under way at a time, whoever works. */
export async function claimCall(ctx: Ctx, endpointId: string): Promise<Claim> {
  return inTransaction(ctx, async (tx) => {
    // Two workers may look at once: the lock makes the second see what the first took.
    await tx.db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`provider-endpoint ${endpointId}`}, 0))`;
    const [head] = await tx.db.$queryRaw<Head[]>`
      select id, attempts, next_attempt_at as "nextAttemptAt", leased_until as "leasedUntil"
        from provider_call
       where workspace_id = ${tx.workspaceId}::uuid and endpoint_id = ${endpointId}::uuid and status = 'received'
       order by received_at, id limit 1`;
    const now = tx.now();
    if (!head) return { kind: "none" };
    if (head.leasedUntil && head.leasedUntil > now) return { kind: "busy" };
    if (head.nextAttemptAt && head.nextAttemptAt > now) return { kind: "wait", until: head.nextAttemptAt };
    const attempts = head.attempts + 1;
    await tx.db.providerCall.update({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id: head.id } },
      data: { attempts, leasedUntil: new Date(now.getTime() + LEASE_MS) },
    });
    return { kind: "call", id: head.id, attempts };
  });
}

/** Says that this worker is still at it: a large call takes longer than a lease. */
export async function renewEndpointLease(ctx: Ctx, callId: string): Promise<void> {
  await ctx.db.providerCall.updateMany({
    where: { workspaceId: ctx.workspaceId, id: callId, status: "received" },
    data: { leasedUntil: new Date(ctx.now().getTime() + LEASE_MS) },
  });
}
