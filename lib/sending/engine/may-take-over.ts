import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import type { SqlTx } from "@/lib/base/db/pg-transaction";
import { isAlive, processOf } from "./holder";

interface HeldBatch {
  id: string;
  leasedBy: string | null;
  leasedUntil: Date | null;
  /** The database's clock. */
  now: Date;
}

/** A lease whose end has not moved for this long, seen on our own monotonic clock, is nobody's any more. */
const UNCHANGED_MS = 60_000;

/** What was seen of leases of holders that nobody can ask about: batch → its end and since when it has been the same. */
const watched = new BoundedCache<{ until: number; since: number }>({ max: 10_000 });

/**
 * Whether a lease that looks run out may be taken over. A clock alone never decides, because clocks jump:
 * 1. A holder on this machine is looked up among the running processes: gone means yes at once, alive means no.
 * 2. A holder elsewhere must have let go of its advisory lock (its connection is closed) while the database has been up
 *    long enough for everybody to have come back to it.
 * 3. Whoever has not renewed for a minute of our own time has stopped: it cannot hand anything over any more, since its
 *    own monotonic clock forbids it long before (see held-lease.ts).
 */
export async function mayTakeOver(tx: SqlTx, batch: HeldBatch): Promise<boolean> {
  const holder = batch.leasedBy ?? "";
  const alive = isAlive(holder);
  if (alive === false) return true;
  if (unchanged(batch)) return true;
  return alive === null && (await hasLetGo(tx, processOf(holder)));
}

function unchanged(batch: HeldBatch, now = performance.now()): boolean {
  const until = batch.leasedUntil?.getTime() ?? 0;
  const seen = watched.get(batch.id);
  if (seen?.until === until) return now - seen.since >= UNCHANGED_MS;
  watched.set(batch.id, { until, since: now });
  return false;
}

async function hasLetGo(tx: SqlTx, process: string): Promise<boolean> {
  const [row] = await tx.db.$queryRawUnsafe<{ free: boolean }[]>(
    `select clock_timestamp() - pg_postmaster_start_time() > interval '30 seconds'
            and pg_try_advisory_xact_lock(hashtextextended($1, 0)) as free`,
    process,
  );
  return row?.free ?? false;
}
