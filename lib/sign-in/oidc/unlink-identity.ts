import { z } from "zod";
import type { AccountCtx } from "@/lib/account/account-ctx";
import { type FactorOwner, tellOwner } from "@/lib/account/factors/factor-changes";
import { lockOwner } from "@/lib/account/factors/lock-owner";
import { providerName } from "@/lib/account/oidc-providers";
import { requireWayIn } from "@/lib/account/require-way-in";
import { revokeSessions } from "@/lib/account/revoke-sessions";
import { inTransaction } from "@/lib/base/db/transaction";
import { notFound } from "@/lib/base/errors";
import { t } from "@/lib/language/t";
import { takeAwayRoles } from "./apply-roles";

/** One account has one identity an issuer. */
export const UnlinkIdentity = z.strictObject({ issuer: z.string().min(1).max(500) });
export type UnlinkIdentity = z.input<typeof UnlinkIdentity>;

/**
 * Takes the sign-in with one provider off the account: it opens the account no more, what its claims gave goes with it, and the
 * person's other sessions end. Throws `not_found` when it is not linked, `conflict` when nobody could sign in any more.
 */
export async function unlinkIdentity(ctx: AccountCtx, owner: FactorOwner, input: UnlinkIdentity): Promise<void> {
  const { issuer } = UnlinkIdentity.parse(input);
  const userId = owner.user.id;
  await inTransaction(ctx, async (tx) => {
    await lockOwner(tx, userId);
    const where = { userId_issuer: { userId, issuer }, unlinkedAt: null };
    const identity = await tx.db.externalIdentity.findUnique({ where, include: { user: true } });
    if (!identity) throw notFound("linked provider");
    const { user, email } = identity;
    await tx.db.externalIdentity.update({ where, data: { unlinkedAt: tx.now() } });
    await requireWayIn(tx, userId);
    await takeAwayRoles(tx, { user, identity });
    await revokeSessions(tx, userId, owner.session.id);
    const provider = providerName(issuer);
    const what = () =>
      email
        ? t("Signing in with {provider} as {email} was unlinked from your account.", { provider, email })
        : t("Signing in with {provider} was unlinked from your account.", { provider });
    await tellOwner(tx, user, { kind: "identity.unlinked", what, detail: { issuer, address: email } });
  });
}
