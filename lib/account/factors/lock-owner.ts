import type { AccountCtx } from "@/lib/account/account-ctx";

/** Waits for other changes of this person's factors and lets this one go first; in a transaction. */
export async function lockOwner(tx: AccountCtx, userId: string): Promise<void> {
  await tx.db.$queryRaw`select 1 from "user" where id = ${userId}::uuid for update`;
}
