import type { AccountCtx } from "@/lib/account/account-ctx";
import { requireWayIn } from "@/lib/account/require-way-in";
import { recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import { inTransaction } from "@/lib/base/db/transaction";
import { notFound } from "@/lib/base/errors";
import { type FactorOwner, factorRemoved } from "./factor-changes";
import { lockOwner } from "./lock-owner";
import { PasskeyRef, RenamePasskey } from "./schema";

/** Takes the authenticator app off the account. Throws `not_found` when there is none. */
export async function removeTotp(ctx: AccountCtx, owner: FactorOwner): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await lockOwner(tx, owner.user.id);
    const { count } = await tx.db.totpSecret.deleteMany({
      where: { userId: owner.user.id, confirmedAt: { not: null } },
    });
    if (count === 0) throw notFound("authenticator app");
    await factorRemoved(tx, owner, { kind: "totp", name: "Authenticator app" });
  });
}

/** Takes one of the person's passkeys off the account. Throws `not_found` for somebody else's, `conflict` for the last way in. */
export async function removePasskey(ctx: AccountCtx, owner: FactorOwner, input: { passkeyId: string }): Promise<void> {
  const { passkeyId } = PasskeyRef.parse(input);
  await inTransaction(ctx, async (tx) => {
    await lockOwner(tx, owner.user.id);
    const passkey = await tx.db.passkey.findFirst({ where: { id: passkeyId, userId: owner.user.id } });
    const { count } = await tx.db.passkey.deleteMany({ where: { id: passkeyId, userId: owner.user.id } });
    if (!passkey || count === 0) throw notFound("passkey");
    await requireWayIn(tx, owner.user.id);
    await factorRemoved(tx, owner, { kind: "passkey", name: passkey.name });
  });
}

/** Gives one of the person's passkeys another name. */
export async function renamePasskey(ctx: AccountCtx, owner: FactorOwner, input: RenamePasskey): Promise<void> {
  const { passkeyId, name } = RenamePasskey.parse(input);
  await inTransaction(ctx, async (tx) => {
    const { count } = await tx.db.passkey.updateMany({
      where: { id: passkeyId, userId: owner.user.id },
      data: { name },
    });
    if (count === 0) throw notFound("passkey");
    const { id, email } = owner.user;
    await recordSecurityEvent(tx, { kind: "passkey.renamed", userId: id, email, ip: tx.ip, detail: { name } });
  });
}
