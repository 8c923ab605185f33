import { setTimeout as sleep } from "node:timers/promises";
import type { Ctx } from "@/lib/base/context";

/** How long answers wait in memory for a database that is away; after that the journal keeps them for a successor. */
const PATIENCE_MS = 120_000;
const LONGEST_WAIT_MS = 2_000;

/** Repeats a write while the database is away. Throws the last error when it does not come back. */
export async function untilWritten<T>(ctx: Pick<Ctx, "log">, write: () => Promise<T>): Promise<T> {
  const until = performance.now() + PATIENCE_MS;
  for (let attempt = 1; ; attempt++) {
    try {
      return await write();
    } catch (error) {
      if (performance.now() >= until) throw error;
      ctx.log.warn("could not write to the database, trying again", { attempt, error });
      await sleep(Math.min(LONGEST_WAIT_MS, 50 * 2 ** attempt));
    }
  }
}
