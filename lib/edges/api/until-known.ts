import { setTimeout as sleep } from "node:timers/promises";
import { ZodError } from "zod";
import { endUnknown, refusedFor } from "@/lib/base/db/sql-state";
import { AppError } from "@/lib/base/errors";
import { ApiProblem } from "./problems";

/** Before a transaction is tried again. */
const DELAYS_MS = [50, 500];

/** Nobody knows whether it was committed, also after it was tried again. */
export class EndUnknown extends Error {
  override name = "EndUnknown";
}

/**
 * Runs a transaction again whose answer was lost, so that nobody is told that it failed though it was committed: `run` has to bear that what it
 * writes is there already. Throws EndUnknown when the database does not answer, and whatever refused it as it is.
 */
export async function untilKnown<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (!mayBeWritten(error, attempt > 0)) throw error;
      const delayMs = DELAYS_MS[attempt];
      if (delayMs === undefined)
        throw new EndUnknown("Nobody knows how a transaction of a call ended.", { cause: error });
      await sleep(delayMs);
    }
  }
}

/** By the transaction that failed; or by the one before, which the server is not done with and which stands in its way. */
function mayBeWritten(error: unknown, isAgain: boolean): boolean {
  if (error instanceof ApiProblem || error instanceof AppError || error instanceof ZodError) return false;
  return endUnknown(error) || (isAgain && (refusedFor(error, "uniqueViolation") || refusedFor(error, "queryCanceled")));
}
