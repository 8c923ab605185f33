import { requireOperator } from "@/lib/base/auth/operator";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { t } from "@/lib/language/t";
import { lockAccount } from "./lock-account";
import { AccountRef } from "./schema";
import { turnAccountOff, turnAccountOn } from "./turn-account-off";

/**
 * Turns an account off: its sessions end at once, nobody signs in with it or resets its password, and open invitations that
 * it made or got stop working. Its memberships stay. Operators cannot do it to themselves, so one is always left. Asking
 * twice is fine.
 */
export async function disableAccount(ctx: Ctx, input: AccountRef): Promise<void> {
  await requireOperator(ctx);
  const { accountId } = AccountRef.parse(input);
  await inTransaction(ctx, async (tx) => {
    const { account, operator } = await lockAccount(tx, accountId);
    if (account.id === operator.actor.userId) throw conflict(t("You cannot disable your own account."));
    await turnAccountOff(operator, account);
  });
}

/** Turns an account on again. It starts without sessions, also without those begun while it was being turned off. */
export async function enableAccount(ctx: Ctx, input: AccountRef): Promise<void> {
  await requireOperator(ctx);
  const { accountId } = AccountRef.parse(input);
  await inTransaction(ctx, async (tx) => {
    const { account, operator } = await lockAccount(tx, accountId);
    await turnAccountOn(operator, account);
  });
}
