import { setTimeout as sleep } from "node:timers/promises";
import type { PoolClient } from "pg";
import { refusedFor } from "@/lib/base/db/sql-state";

/** Whoever waits for a table makes all who come after it wait too: so not for long, and then again a little later. */
const LOCK_TIMEOUT = "2s";
const TRIES = 6;
const REST_MS = 1_000;

/** A transaction that changes tables at work. Throws the last error when others hold them each time. */
export async function withBriefLock<T>(client: PoolClient, work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      await client.query(`begin; set local lock_timeout = '${LOCK_TIMEOUT}'`);
      const result = await work();
      await client.query("commit");
      return result;
    } catch (error) {
      await client.query("rollback");
      if (tries === TRIES || !refusedFor(error, "lockNotAvailable")) throw error;
      await sleep(REST_MS * tries);
    }
  }
}
