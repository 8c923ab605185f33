import { hashNewPassword } from "@/lib/base/auth/new-password";
import { passwordMatches } from "@/lib/base/auth/passwords";
import type { User } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { invalid } from "@/lib/base/errors";
import { hitRateLimit } from "@/lib/base/security/rate-limit";
import { t } from "@/lib/language/t";
import type { AccountCtx } from "./account-ctx";
import { notePasswordChange } from "./password-changed";
import { revokeSessions } from "./revoke-sessions";
import { ChangePassword } from "./schema";

/**
 * Changes the password of somebody who is signed in and ends their other sessions. Gives the number of those.
 * Throws `invalid` with `currentPassword` when that is wrong, `rate_limited` after ten tries in fifteen minutes.
 */
export async function changePassword(
  ctx: AccountCtx,
  who: { user: Pick<User, "id" | "email" | "name" | "language" | "passwordHash">; session: { id: string } },
  input: ChangePassword,
): Promise<{ sessionsEnded: number }> {
  const { currentPassword, newPassword } = ChangePassword.parse(input);
  await hitRateLimit(`change-password:${who.session.id}`, { limit: 10, windowMs: 15 * 60_000 });
  if (!(await passwordMatches(who.user.passwordHash, currentPassword))) {
    throw invalid(t("This is not your current password."), {
      currentPassword: t("This is not your current password."),
    });
  }
  const passwordHash = await hashNewPassword(newPassword, who.user, "newPassword");
  return inTransaction(ctx, async (tx) => {
    await tx.db.user.update({ where: { id: who.user.id }, data: { passwordHash } });
    await tx.db.authToken.updateMany({
      where: { userId: who.user.id, purpose: "password_reset", usedAt: null },
      data: { usedAt: tx.now() },
    });
    await notePasswordChange(tx, who.user, "password.changed");
    return { sessionsEnded: await revokeSessions(tx, who.user.id, who.session.id) };
  });
}
