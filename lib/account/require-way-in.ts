import { oidcProviders } from "@/lib/account/oidc-providers";
import { maySignInHere } from "@/lib/base/auth/operator";
import { noPassword } from "@/lib/base/auth/passwords";
import type { User } from "@/lib/base/db/generated/client";
import { conflict } from "@/lib/base/errors";
import { t } from "@/lib/language/t";
import type { AccountCtx } from "./account-ctx";
import { passkeysPossible } from "./factors/relying-party";

/** Throws `conflict` when nobody could sign in to the account any more; after a change, in its transaction. */
export async function requireWayIn(tx: AccountCtx, userId: string): Promise<void> {
  const user = await tx.db.user.findUniqueOrThrow({ where: { id: userId } });
  if ((await ownWayIn(tx, user)) || (await providerWayIn(tx, userId))) return;
  throw conflict(
    maySignInHere(user)
      ? t("This is the only way you can sign in. Choose a password with a mailed link, or add a passkey, first.")
      : t("This is the only way you can sign in: passwords and passkeys are for operators only here."),
  );
}

async function ownWayIn(tx: AccountCtx, user: User): Promise<boolean> {
  if (!maySignInHere(user)) return false;
  if (user.passwordHash !== noPassword) return true;
  return passkeysPossible() && (await tx.db.passkey.count({ where: { userId: user.id } })) > 0;
}

/** A linked identity counts while its provider is in the settings and may speak for the address it had last. */
async function providerWayIn(tx: AccountCtx, userId: string): Promise<boolean> {
  const linked = await tx.db.externalIdentity.findMany({ where: { userId, unlinkedAt: null } });
  return linked.some(({ issuer, email }) => {
    const domain = email.slice(email.lastIndexOf("@") + 1);
    return oidcProviders().some((provider) => provider.issuer === issuer && provider.domains.includes(domain));
  });
}
