import type { AccountCtx } from "@/lib/account/account-ctx";
import { isFirstRun } from "@/lib/account/queries";

/** Held by whoever makes an account that may be the first; any number that nothing else uses. */
const firstRunLock = 7_041_776;

/** Whether nobody has an account, for certain until the transaction ends: whoever else would make the first one waits. */
export async function isFirstRunFor(tx: AccountCtx): Promise<boolean> {
  await tx.db.$executeRaw`select pg_advisory_xact_lock(${firstRunLock})`;
  return isFirstRun(tx);
}
