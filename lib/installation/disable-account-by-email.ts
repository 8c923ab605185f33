import { isOperator } from "@/lib/base/auth/operator";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import type { CommandLineCtx } from "./command-line";
import { lockAccountByEmail } from "./lock-account";
import { AccountByEmail } from "./schema";
import { turnAccountOff, turnAccountOn } from "./turn-account-off";

/**
 * `disableAccount` from the command line. Throws `not_found`, and `conflict` for the last operator: somebody has to be able to turn it on
 * again in the browser. Asking twice is fine.
 */
export async function disableAccountByEmail(ctx: CommandLineCtx, input: AccountByEmail): Promise<{ email: string }> {
  const { email } = AccountByEmail.parse(input);
  return inTransaction(ctx, async (tx) => {
    const account = await lockAccountByEmail(tx, email);
    const others = await tx.db.user.count({ where: { isOperator: true, disabledAt: null, id: { not: account.id } } });
    if (isOperator(account) && others === 0)
      throw conflict("This is the last operator. Make another one first: create-owner … --operator.");
    await turnAccountOff(tx, account);
    return { email };
  });
}

/** `enableAccount` from the command line. Throws `not_found`. Asking twice is fine. */
export async function enableAccountByEmail(ctx: CommandLineCtx, input: AccountByEmail): Promise<{ email: string }> {
  const { email } = AccountByEmail.parse(input);
  return inTransaction(ctx, async (tx) => {
    await turnAccountOn(tx, await lockAccountByEmail(tx, email));
    return { email };
  });
}
