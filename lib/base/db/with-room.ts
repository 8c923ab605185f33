import type { Db } from "./client";
import { inTransaction } from "./transaction";

/** So much may each sort or hash table of the statement hold before it goes to disk; the server's own default is meant for many small ones. */
const ROOM = "64MB";
const LONGEST_MS = 60_000;

/** Runs a question about everybody: its joins hold a million ids in memory, where they would else be written to disk and read again. */
export async function withRoom<C extends { db: Db }, T>(ctx: C, work: (tx: C) => Promise<T>): Promise<T> {
  return inTransaction(
    ctx,
    async (tx) => {
      await tx.db.$executeRaw`select set_config('work_mem', ${ROOM}, true)`;
      return work(tx);
    },
    { timeoutMs: LONGEST_MS },
  );
}
