import { issueAuthToken, tokenLifetimeMinutes } from "@/lib/account/auth-tokens";
import { resetPasswordUrl } from "@/lib/account/links";
import { maySignInHere } from "@/lib/base/auth/operator";
import type { User } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import type { CommandLineCtx, OperatorWork } from "./command-line";
import { lockAccountByEmail } from "./lock-account";
import { recordAccountChange } from "./record-account-change";
import { AccountByEmail } from "./schema";

/** A link that works once. Whoever has it chooses the password of the account. */
export interface PasswordLink {
  url: string;
  expiresAt: Date;
}

/** Makes the link, in a running transaction. One that was made before stops working. */
export async function issuePasswordLink(tx: OperatorWork, account: Pick<User, "id" | "email">): Promise<PasswordLink> {
  const token = await issueAuthToken(tx, "password_reset", account);
  const expiresAt = new Date(tx.now().getTime() + tokenLifetimeMinutes.password_reset * 60_000);
  return { url: resetPasswordUrl(token), expiresAt };
}

/**
 * A link to choose a new password, for a person who cannot get mail. The password and the sessions of before go on until it is used; using it
 * also confirms the address, for which whoever made the link answers. Throws `not_found`, and `conflict` for an account that is
 * disabled or signs in elsewhere.
 */
export async function makePasswordLink(ctx: CommandLineCtx, input: AccountByEmail): Promise<PasswordLink> {
  const { email } = AccountByEmail.parse(input);
  return inTransaction(ctx, async (tx) => {
    const account = await lockAccountByEmail(tx, email);
    if (account.disabledAt) throw conflict("This account is disabled: enable-account first.");
    if (!maySignInHere(account))
      throw conflict("With OIDC_ONLY only operators have a password. Let the provider reset it.");
    const link = await issuePasswordLink(tx, account);
    await recordAccountChange(tx, {
      kind: "account.password_link",
      account,
      detail: { until: link.expiresAt.toISOString() },
    });
    return link;
  });
}
