import type { AccountCtx } from "@/lib/account/account-ctx";
import { openSession } from "@/lib/account/open-session";
import { recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import { requireOwnSignIn } from "@/lib/base/auth/operator";
import { forbidden } from "@/lib/base/errors";
import { hitRateLimit } from "@/lib/base/security/rate-limit";
import { rightPasskey } from "./passkey-answers";
import type { PasskeyAnswer } from "./schema";

/**
 * A session for whoever holds the passkey: it is something they have and, as it verified them, something they are or know.
 * Null when the answer is not right.
 */
export async function signInWithPasskey(
  ctx: AccountCtx,
  answer: PasskeyAnswer,
  userAgent?: string,
): Promise<{ sessionId: string; userId: string } | null> {
  await hitRateLimit(`passkey-ip:${ctx.ip ?? "unknown"}`, { limit: 100, windowMs: 15 * 60_000 });
  const passkey = await rightPasskey(ctx, answer, { purpose: "sign-in", boundTo: "" });
  const user = passkey && (await ctx.db.user.findUnique({ where: { id: passkey.userId } }));
  if (!user) return null;
  if (user.disabledAt) throw forbidden("This account is disabled. Ask the operator of this installation.");
  requireOwnSignIn(user);
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
