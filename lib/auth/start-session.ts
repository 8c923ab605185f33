import { accountCtx } from "@/lib/account/account-ctx";
import { openPendingSignIn } from "@/lib/account/factors/pending-sign-in";
import { prisma } from "@/lib/db/client";
import { forbidden } from "@/lib/errors";
import { hitRateLimit, takeBackRateLimit } from "@/lib/security/rate-limit";
import { openSession } from "./open-session";
import { passwordMatches } from "./passwords";

export interface SignInRequest {
  email: string;
  password: string;
  ip?: string;
  userAgent?: string;
}

/** A session, or the secret of a sign-in that waits for its second step. */
export type StartedSession = { sessionId: string; userId: string } | { secondStep: string };

const windowMs = 15 * 60_000;

/**
 * Checks a password and opens a session, or a second step for an account that has one. Null when address or password is wrong.
 * Throws `rate_limited` after ten wrong tries an address or fifty an IP in fifteen minutes, and `forbidden` for an account
 * that is disabled, which only somebody with its password gets to know.
 */
export async function startSession(request: SignInRequest): Promise<StartedSession | null> {
  const email = request.email.trim().toLowerCase();
  const byAddress = `sign-in:${email}`;
  const byIp = `sign-in-ip:${request.ip ?? "unknown"}`;
  await hitRateLimit(byAddress, { limit: 10, windowMs });
  await hitRateLimit(byIp, { limit: 50, windowMs });
  const user = await prisma.user.findUnique({ where: { email } });
  if (!(await passwordMatches(user?.passwordHash ?? null, request.password)) || !user) return null;
  if (user.disabledAt) throw forbidden("This account is disabled. Ask the operator of this installation.");
  await Promise.all([byAddress, byIp].map((key) => takeBackRateLimit(key, { windowMs })));
  const ctx = accountCtx(request.ip);
  if (user.secondFactorAt) return { secondStep: await openPendingSignIn(ctx, user.id, "password") };
  return openSession(ctx, { userId: user.id, ip: request.ip, userAgent: request.userAgent });
}
