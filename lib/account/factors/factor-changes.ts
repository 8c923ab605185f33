import type { AccountCtx } from "@/lib/account/account-ctx";
import { queueSystemMail } from "@/lib/account/jobs";
import { forgotPasswordUrl } from "@/lib/account/links";
import { revokeSessions } from "@/lib/account/revoke-sessions";
import { recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import type { SecurityKind } from "@/lib/base/audit/security-kinds.shared";
import type { User } from "@/lib/base/db/generated/client";
import { inLanguageOf } from "@/lib/language/server";
import { t } from "@/lib/language/t";
import { replaceRecoveryCodes } from "./recovery-codes";

/** Whom an account belongs to. */
export type Owner = Pick<User, "id" | "email" | "name" | "language">;

export interface FactorOwner {
  user: Owner;
  session: { id: string };
}

/** What was added or removed, as people call it. */
export interface FactorName {
  kind: "totp" | "passkey";
  name: string;
}

const addedText = ({ kind, name }: FactorName) =>
  kind === "totp"
    ? t("An authenticator app was added to your account.")
    : t("The passkey “{name}” was added to your account.", { name });

const removedText = ({ kind, name }: FactorName) =>
  kind === "totp"
    ? t("An authenticator app was removed from your account.")
    : t("The passkey “{name}” was removed from your account.", { name });

/** Writes to the log and to the person what changed about how their account is kept; `what` is asked in their language. */
export async function tellOwner(
  tx: AccountCtx,
  user: Owner,
  event: { kind: SecurityKind; what: () => string; detail?: Record<string, string | number> },
  actor?: { userId: string; name: string },
): Promise<void> {
  await recordSecurityEvent(tx, {
    kind: event.kind,
    userId: user.id,
    email: user.email,
    actor,
    ip: tx.ip,
    detail: event.detail,
  });
  await queueSystemMail(tx, {
    to: user.email,
    language: user.language,
    template: "factor-notice",
    props: {
      name: user.name,
      what: inLanguageOf(user, event.what),
      at: tx.now().toISOString(),
      ip: tx.ip ?? null,
      url: forgotPasswordUrl(),
    },
  });
}

/**
 * After a factor was added, in the same transaction. The first one turns the second step on, gives the recovery codes, and
 * ends the person's other sessions, which began without it.
 */
export async function factorAdded(
  tx: AccountCtx,
  { user, session }: FactorOwner,
  factor: FactorName,
): Promise<{ recoveryCodes: string[] | null }> {
  const { count } = await tx.db.user.updateMany({
    where: { id: user.id, secondFactorAt: null },
    data: { secondFactorAt: tx.now() },
  });
  await tellOwner(tx, user, {
    kind: "factor.added",
    what: () => addedText(factor),
    detail: { factor: factor.kind, name: factor.name },
  });
  if (count === 0) return { recoveryCodes: null };
  await revokeSessions(tx, user.id, session.id);
  return { recoveryCodes: await replaceRecoveryCodes(tx, user.id) };
}

/** After a factor was removed, in the same transaction. With the last one the second step and the recovery codes go. */
export async function factorRemoved(
  tx: AccountCtx,
  { user }: Pick<FactorOwner, "user">,
  factor: FactorName,
): Promise<void> {
  await settleSecondStep(tx, user.id);
  await tellOwner(tx, user, {
    kind: "factor.removed",
    what: () => removedText(factor),
    detail: { factor: factor.kind, name: factor.name },
  });
}

/** Turns the second step off when nothing is left that could pass it. */
async function settleSecondStep(tx: AccountCtx, userId: string): Promise<void> {
  const totp = await tx.db.totpSecret.count({ where: { userId, confirmedAt: { not: null } } });
  const passkeys = await tx.db.passkey.count({ where: { userId } });
  if (totp + passkeys > 0) return;
  await tx.db.user.update({ where: { id: userId }, data: { secondFactorAt: null } });
  await tx.db.recoveryCode.deleteMany({ where: { userId } });
  await tx.db.pendingSignIn.deleteMany({ where: { userId } });
}
