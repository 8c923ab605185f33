import type { PoolClient } from "pg";
import type { Ctx } from "@/lib/base/context";
import { withBriefLock } from "@/lib/base/db/brief-lock";
import { pgPool } from "@/lib/base/db/pool";
import { inTransaction } from "@/lib/base/db/transaction";
import { utcMonth } from "@/lib/base/time/month";
import { emptyDefault } from "./empty-default";
import { firstDayOf, monthsOf, tableOf } from "./partitions";

/** A worker may be away for a quarter of a year before events have no month of their own. */
const MONTHS_AHEAD = 3;
/** Rows that one transaction copies. */
const PIECE_ROWS = 1000;
/** The transaction that holds the lock does nothing meanwhile; one whose process was cut off must end all the same. */
const IDLE_LIMIT = "10min";
/** Then the queue gives the job to somebody else. */
const LONGEST_MS = 3_600_000;

export interface KeepMonths {
  /** Whole months before the running one whose events are kept; null: all. */
  keep: number | null;
  pieceRows?: number;
}

/**
 * Looks after the partitions of events: what lies in the default one gets months of its own, months ahead are made, and those
 * that are older than what is kept go, while roll-ups and the times on messages stay. One process at a time; another one finds
 * nothing to do. Not finished means that the host's time is over and that it has to be called again. Throws when something stays undone.
 * `dropped`: events that went, by PostgreSQL's estimate.
 */
export async function keepEventMonths(
  ctx: Ctx,
  { keep, pieceRows = PIECE_ROWS }: KeepMonths,
): Promise<{ finished: boolean; dropped: number }> {
  // The lock is a transaction's of its own: a pooler may give the others another connection.
  return inTransaction(
    ctx,
    async (tx) => ((await lock(tx)) ? keepLocked(ctx, keep, pieceRows) : { finished: true, dropped: 0 }),
    { timeoutMs: LONGEST_MS },
  );
}

async function keepLocked(
  ctx: Ctx,
  keep: number | null,
  pieceRows: number,
): Promise<{ finished: boolean; dropped: number }> {
  const client = await pgPool().connect();
  let broken: Error | undefined;
  try {
    if (!(await emptyDefault(ctx, client, pieceRows))) return { finished: false, dropped: 0 };
    await makeAhead(ctx, client);
    return { finished: true, dropped: keep === null ? 0 : await dropOld(ctx, client, keep) };
  } catch (error) {
    broken = error as Error;
    throw error;
  } finally {
    client.release(broken);
  }
}

async function lock(tx: Ctx): Promise<boolean> {
  const rows = await tx.db.$queryRaw<{ mine: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtext('homing.event-months')) as mine,
           set_config('idle_in_transaction_session_timeout', ${IDLE_LIMIT}, true) as "limit"`;
  return rows[0]?.mine ?? false;
}

async function makeAhead(ctx: Ctx, client: PoolClient): Promise<void> {
  const wanted = Array.from({ length: MONTHS_AHEAD + 2 }, (_, index) => utcMonth(ctx.now(), index - 1));
  const there = new Set(await monthsOf(client, "public.event"));
  for (const month of wanted) {
    if (there.has(month)) continue;
    await withBriefLock(client, () => client.query("select ensure_event_partition($1::date)", [firstDayOf(month)]));
    ctx.log.info("a month of events was made", { month });
  }
}

/** Detached and dropped in one go: a table beside the others would be one that nobody erases people from. */
async function dropOld(ctx: Ctx, client: PoolClient, keep: number): Promise<number> {
  const first = utcMonth(ctx.now(), -keep);
  let dropped = 0;
  for (const month of await monthsOf(client, "public.event")) {
    if (month.length > first.length || month >= first) break;
    dropped += await withBriefLock(client, async () => {
      const rows = await estimatedRows(client, tableOf(month));
      await client.query(`alter table public.event detach partition ${tableOf(month)}`);
      await client.query(`drop table ${tableOf(month)}`);
      return rows;
    });
    ctx.log.info("a month of events is kept no longer", { month });
  }
  return dropped;
}

async function estimatedRows(client: PoolClient, table: string): Promise<number> {
  const { rows } = await client.query<{ rows: number }>(
    "select greatest(reltuples, 0)::float8 as rows from pg_class where oid = $1::regclass",
    [table],
  );
  return rows[0]?.rows ?? 0;
}
