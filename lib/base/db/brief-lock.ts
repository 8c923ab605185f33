import { setTimeout as sleep } from "node:timers/promises";
import type { ClientBase } from "pg";
import { refusedFor } from "./sql-state";

/** Whoever waits for a table makes all who come after it wait too: so not for long, and then again a little later. */
const LOCK_TIMEOUT = "2s";
const TRIES = 6;
const REST_MS = 1_000;
const LONGEST_REST_MS = 5_000;

/** A transaction that changes tables at work. Throws the last error when others hold them each time, six times when unsaid. */
export async function withBriefLock<T>(client: ClientBase, work: () => Promise<T>, tries = TRIES): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      await client.query(`begin; set local lock_timeout = '${LOCK_TIMEOUT}'`);
      const result = await work();
      await client.query("commit");
      return result;
    } catch (error) {
      await client.query("rollback");
      if (tried === tries || !refusedFor(error, "lockNotAvailable")) throw error;
      await sleep(Math.min(LONGEST_REST_MS, REST_MS * tried));
    }
  }
}
