import type { AccountCtx } from "@/lib/account/account-ctx";
import { openSession } from "@/lib/account/open-session";
import { recordAttempt } from "@/lib/base/audit/record-attempt";
import { recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import { requireOwnSignIn } from "@/lib/base/auth/operator";
import { forbidden } from "@/lib/base/errors";
import { hitRateLimit, isFirstHit } from "@/lib/base/security/rate-limit";
import { t } from "@/lib/language/t";
import { rightPasskey } from "./passkey-answers";
import type { PasskeyAnswer } from "./schema";

const perAddress = { limit: 100, windowMs: 15 * 60_000 };

/**
 * A session for whoever holds the passkey: it is something they have and, as it verified them, something they are or know.
 * Null when the answer is not right.
 */
export async function signInWithPasskey(
  ctx: AccountCtx,
  answer: PasskeyAnswer,
  userAgent?: string,
): Promise<{ sessionId: string; userId: string } | null> {
  const known = await ctx.db.passkey.findUnique({ where: { credentialId: answer.id }, include: { user: true } });
  const note = (kind: "sign-in.failed" | "sign-in.throttled", reason: string) =>
    recordAttempt(ctx, {
      kind,
      userId: known?.userId,
      email: known?.user.email,
      ip: ctx.ip,
      userAgent,
      detail: { method: "passkey", reason },
    });
  await hitRateLimit(`passkey-ip:${ctx.ip ?? "unknown"}`, perAddress).catch(async (error: unknown) => {
    if (await isFirstHit(`passkey-throttled:${ctx.ip ?? "unknown"}`, perAddress.windowMs))
      await note("sign-in.throttled", "too many answers");
    throw error;
  });
  const passkey = await rightPasskey(ctx, answer, { purpose: "sign-in", boundTo: "" });
  const user = passkey && known?.user;
  if (!user) {
    await note("sign-in.failed", known ? "the answer is not right" : "no such passkey");
    return null;
  }
  if (user.disabledAt) {
    await note("sign-in.failed", "the account is disabled");
    throw forbidden(t("This account is disabled. Ask the operator of this installation."));
  }
  await requireOwnSignIn(user, () => note("sign-in.failed", "only the provider is allowed"));
  await recordSecurityEvent(ctx, {
    kind: "sign-in.succeeded",
    userId: user.id,
    email: user.email,
    ip: ctx.ip,
    userAgent,
    detail: { method: "passkey" },
  });
  return openSession(ctx, { userId: user.id, ip: ctx.ip, userAgent });
}
