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

const windowMs = 15 * 60_000;

/**
 * Checks a password and opens a session. Null when address or password is wrong.
 * Throws `rate_limited` after ten wrong tries an address or fifty an IP in fifteen minutes, and `forbidden` for an account
 * that is disabled, which only somebody with its password gets to know.
 */
export async function startSession(request: SignInRequest): Promise<{ sessionId: string; userId: string } | null> {
  const email = request.email.trim().toLowerCase();
  const byAddress = `sign-in:${email}`;
  const byIp = `sign-in-ip:${request.ip ?? "unknown"}`;
  await hitRateLimit(byAddress, { limit: 10, windowMs });
  await hitRateLimit(byIp, { limit: 50, windowMs });
  const user = await prisma.user.findUnique({ where: { email } });
  if (!(await passwordMatches(user?.passwordHash ?? null, request.password)) || !user) return null;
  if (user.disabledAt) throw forbidden("This account is disabled. Ask the operator of this installation.");
  await Promise.all([byAddress, byIp].map((key) => takeBackRateLimit(key, { windowMs })));
  return openSession(
    { db: prisma, now: () => new Date() },
    { userId: user.id, ip: request.ip, userAgent: request.userAgent },
  );
}
