import { factorsReset } from "@/lib/account/factors/reset-factors";
import { requireOperator } from "@/lib/base/auth/operator";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { t } from "@/lib/language/t";
import { lockAccount } from "./lock-account";
import { AccountRef } from "./schema";

/**
 * Takes the second factors off an account whose person lost them all: their sessions end and the password alone lets them
 * in again. They hear of it by mail. Operators take their own off on their own page. Throws `conflict` when there are none.
 */
export async function resetSecondFactors(ctx: Ctx, input: AccountRef): Promise<void> {
  await requireOperator(ctx);
  const { accountId } = AccountRef.parse(input);
  await inTransaction(ctx, async (tx) => {
    const { account, operator } = await lockAccount(tx, accountId);
    if (account.id === operator.actor.userId)
      throw conflict(t("Take your own second factors off under Your security."));
    if (!account.secondFactorAt) throw conflict(t("This account has no second factor."));
    await factorsReset(tx, account, operator.actor);
  });
}
