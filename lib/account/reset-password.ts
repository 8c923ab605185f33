import { hashNewPassword } from "@/lib/base/auth/new-password";
import { inTransaction } from "@/lib/base/db/transaction";
import type { AccountCtx } from "./account-ctx";
import { consumeAuthToken, ownerOfAuthToken } from "./auth-tokens";
import { notePasswordChange } from "./password-changed";
import { revokeSessions } from "./revoke-sessions";
import { ResetPassword } from "./schema";
import { tryLinkSecret } from "./try-link-secret";

/**
 * Sets a new password by a mailed link and signs out everywhere. The link proves the address, so it counts as confirmed.
 * Throws `invalid` for a link that is used up or too old, or a password that is easily guessed.
 */
export async function resetPassword(ctx: AccountCtx, input: ResetPassword): Promise<{ email: string; userId: string }> {
  const { token, password } = ResetPassword.parse(input);
  const owner = await tryLinkSecret(ctx, { purpose: "reset-password", token }, () =>
    ownerOfAuthToken(ctx, "password_reset", token),
  );
  const passwordHash = await hashNewPassword(password, owner);
  return inTransaction(ctx, async (tx) => {
    const user = await consumeAuthToken(tx, "password_reset", token);
    await tx.db.user.update({ where: { id: user.id }, data: { passwordHash } });
    await tx.db.user.updateMany({
      where: { id: user.id, emailVerifiedAt: null },
      data: { emailVerifiedAt: tx.now() },
    });
    await revokeSessions(tx, user.id);
    await notePasswordChange(tx, user, "password.reset");
    return { email: user.email, userId: user.id };
  });
}
