import { revokeSessions } from "@/lib/account/revoke-sessions";
import { requireOperator } from "@/lib/base/auth/operator";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { t } from "@/lib/language/t";
import { lockAccount } from "./lock-account";
import { recordAccountChange } from "./record-account-change";
import { AccountRef } from "./schema";

/** Signs somebody else out everywhere. Gives the number of sessions that ended. */
export async function endAccountSessions(ctx: Ctx, input: AccountRef): Promise<{ ended: number }> {
  await requireOperator(ctx);
  const { accountId } = AccountRef.parse(input);
  return inTransaction(ctx, async (tx) => {
    const { account, operator } = await lockAccount(tx, accountId);
    if (account.id === operator.actor.userId) throw conflict(t("End your own sessions under Your security."));
    const ended = await revokeSessions(tx, account.id);
    if (ended > 0) await recordAccountChange(operator, { kind: "account.sessions_ended", account, detail: { ended } });
    return { ended };
  });
}
