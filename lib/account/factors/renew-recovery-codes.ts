import type { AccountCtx } from "@/lib/account/account-ctx";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { t } from "@/lib/language/t";
import { type FactorOwner, tellOwner } from "./factor-changes";
import { lockOwner } from "./lock-owner";
import { replaceRecoveryCodes } from "./recovery-codes";

/** Ten new recovery codes in place of the old. Throws `conflict` for an account without a second factor. */
export async function renewRecoveryCodes(ctx: AccountCtx, { user }: FactorOwner): Promise<{ recoveryCodes: string[] }> {
  return inTransaction(ctx, async (tx) => {
    await lockOwner(tx, user.id);
    const protectedOnes = await tx.db.user.count({ where: { id: user.id, secondFactorAt: { not: null } } });
    if (protectedOnes === 0) throw conflict(t("Set up a second factor first."));
    const recoveryCodes = await replaceRecoveryCodes(tx, user.id);
    await tellOwner(tx, user, {
      kind: "recovery-codes.renewed",
      what: () => t("New recovery codes were made for your account."),
    });
    return { recoveryCodes };
  });
}
