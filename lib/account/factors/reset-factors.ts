import type { AccountCtx } from "@/lib/account/account-ctx";
import { revokeSessions } from "@/lib/account/revoke-sessions";
import { t } from "@/lib/language/t";
import { type Owner, tellOwner } from "./factor-changes";

/** Takes every second factor off an account and ends its sessions; for the operator, in a running transaction. */
export async function factorsReset(
  tx: AccountCtx,
  user: Owner,
  operator: { userId: string; name: string },
): Promise<void> {
  const where = { userId: user.id };
  await tx.db.totpSecret.deleteMany({ where });
  await tx.db.passkey.deleteMany({ where });
  await tx.db.recoveryCode.deleteMany({ where });
  await tx.db.user.update({ where: { id: user.id }, data: { secondFactorAt: null } });
  await revokeSessions(tx, user.id);
  const what = () =>
    t("{name}, the operator of this installation, took all second factors off your account.", { name: operator.name });
  await tellOwner(tx, user, { kind: "factor.reset", what }, operator);
}
