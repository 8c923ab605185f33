import { refusedFor } from "./sql-state";

const TRIES = 3;

/**
 * Carries out a transaction, and again where others were in its way: PostgreSQL ends one of those that wait for each other in a circle, and refuses
 * a row whose key somebody else took after it was looked for. Nothing of it is there then, and the next try sees what the others did. What stands in
 * its way each time is thrown as it is.
 */
export async function despiteOthers<T>(transaction: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction();
    } catch (error) {
      if (attempt === TRIES || !cameBetween(error)) throw error;
    }
  }
}

const cameBetween = (error: unknown) => refusedFor(error, "deadlockDetected") || refusedFor(error, "uniqueViolation");
