import { inTransaction } from "@/lib/base/db/transaction";
import type { AccountCtx } from "./account-ctx";
import { consumeAuthToken } from "./auth-tokens";
import { VerifyEmail } from "./schema";
import { tryLinkSecret } from "./try-link-secret";

/** Marks the address of the link's user as confirmed. Throws `invalid` for a link that is used up or too old. */
export async function verifyEmail(ctx: AccountCtx, input: VerifyEmail): Promise<{ email: string }> {
  const { token } = VerifyEmail.parse(input);
  return tryLinkSecret(ctx, { purpose: "verify-email", token }, () =>
    inTransaction(ctx, async (tx) => {
      const user = await consumeAuthToken(tx, "email_verification", token);
      await tx.db.user.update({ where: { id: user.id }, data: { emailVerifiedAt: tx.now() } });
      return { email: user.email };
    }),
  );
}
