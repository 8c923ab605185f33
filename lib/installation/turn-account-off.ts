import { revokeSessions } from "@/lib/account/revoke-sessions";
import type { User } from "@/lib/base/db/generated/client";
import { endInvitationsOfAccount } from "@/lib/workspaces/end-invitations";
import { tellOfKeysOfAccount } from "@/lib/workspaces/tell-of-keys";
import type { OperatorWork } from "./command-line";
import { recordAccountChange } from "./record-account-change";

/** Ends all that a locked account is in the middle of and keeps it out; nothing when it is off already. See `disableAccount`. */
export async function turnAccountOff(tx: OperatorWork, account: User): Promise<void> {
  if (account.disabledAt) return;
  await tx.db.user.update({ where: { id: account.id }, data: { disabledAt: tx.now() } });
  const sessions = await revokeSessions(tx, account.id);
  await tx.db.authToken.updateMany({ where: { userId: account.id, usedAt: null }, data: { usedAt: tx.now() } });
  const invitations = await endInvitationsOfAccount(tx, account);
  await tellOfKeysOfAccount(tx, account);
  await recordAccountChange(tx, { kind: "account.disabled", account, detail: { sessions, invitations } });
}

/** Lets a locked account in again; nothing when it is on. Also sessions begun while it was being turned off end. */
export async function turnAccountOn(tx: OperatorWork, account: User): Promise<void> {
  if (!account.disabledAt) return;
  await revokeSessions(tx, account.id);
  await tx.db.user.update({ where: { id: account.id }, data: { disabledAt: null } });
  await recordAccountChange(tx, { kind: "account.enabled", account });
}
