import { requireOperator } from "@/lib/base/auth/operator";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { lockAccount } from "./lock-account";
import { recordAccountChange } from "./record-account-change";
import { SetWorkspaceRight } from "./schema";

/** Lets an account make workspaces, or no longer. Operators may in any case. */
export async function setWorkspaceRight(ctx: Ctx, input: SetWorkspaceRight): Promise<void> {
  await requireOperator(ctx);
  const { accountId, granted } = SetWorkspaceRight.parse(input);
  await inTransaction(ctx, async (tx) => {
    const { account, operator } = await lockAccount(tx, accountId);
    if (account.mayAddWorkspace === granted) return;
    await tx.db.user.update({ where: { id: account.id }, data: { mayAddWorkspace: granted } });
    const kind = granted ? "account.workspaces_granted" : "account.workspaces_withdrawn";
    await recordAccountChange(operator, { kind, account });
  });
}
