import type { AccountCtx } from "@/lib/account/account-ctx";
import { recordAttempt } from "@/lib/base/audit/record-attempt";
import { t } from "@/lib/language/t";
import type { Question } from "./challenges";
import { type Owner, tellOwner } from "./factor-changes";
import { rightPasskey } from "./passkey-answers";
import { recoveryCodesLeft, takeRecoveryCode } from "./recovery-codes";
import type { FactorProof } from "./schema";
import { takeTotpCode } from "./set-up-totp";

export type FactorKind = "totp" | "passkey" | "recovery-code";

/**
 * Which second factor of this person the proof is, or null; each proof counts once. A recovery code that was used is told
 * to the person by mail.
 */
export async function checkFactor(
  ctx: AccountCtx,
  user: Owner,
  proof: FactorProof,
  question: Question,
): Promise<FactorKind | null> {
  const kind = await matching(ctx, user.id, proof, question);
  if (kind === "recovery-code") {
    const left = await recoveryCodesLeft(ctx, user.id);
    const what = () =>
      t("A recovery code of your account was used; {left, plural, one {# is left} other {# are left}}.", { left });
    await tellOwner(ctx, user, { kind: "recovery-code.used", what, detail: { left } });
  }
  if (kind === null) {
    const tried = "code" in proof ? "totp" : "recoveryCode" in proof ? "recovery-code" : "passkey";
    await recordAttempt(ctx, {
      kind: "second-factor.failed",
      userId: user.id,
      email: user.email,
      ip: ctx.ip,
      detail: { tried, at: question.purpose },
    });
  }
  return kind;
}

async function matching(
  ctx: AccountCtx,
  userId: string,
  proof: FactorProof,
  question: Question,
): Promise<FactorKind | null> {
  if ("code" in proof) return (await takeTotpCode(ctx, userId, proof.code)) ? "totp" : null;
  if ("recoveryCode" in proof)
    return (await takeRecoveryCode(ctx, userId, proof.recoveryCode)) ? "recovery-code" : null;
  return (await rightPasskey(ctx, proof.passkey, question, userId)) ? "passkey" : null;
}
