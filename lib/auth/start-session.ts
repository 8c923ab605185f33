import { prisma } from "@/lib/db/client";
import { newId } from "@/lib/db/ids";
import { hitRateLimit } from "@/lib/security/rate-limit";
import { passwordMatches } from "./passwords";
import { sessionLifetimeMs } from "./session";

export interface SignInRequest {
  email: string;
  password: string;
  ip?: string;
  userAgent?: string;
}

/**
 * Checks a password and opens a session. Null when address or password is wrong.
 * Throws `rate_limited` after ten tries an address or fifty an IP in fifteen minutes.
 */
export async function startSession(request: SignInRequest): Promise<{ sessionId: string; userId: string } | null> {
  const email = request.email.trim().toLowerCase();
  await hitRateLimit(`sign-in:${email}`, { limit: 10, windowMs: 15 * 60_000 });
  await hitRateLimit(`sign-in-ip:${request.ip ?? "unknown"}`, { limit: 50, windowMs: 15 * 60_000 });
  const user = await prisma.user.findUnique({ where: { email } });
  if (!(await passwordMatches(user?.passwordHash ?? null, request.password)) || !user) return null;
  const id = newId();
  const expiresAt = new Date(Date.now() + sessionLifetimeMs);
  await prisma.session.create({
    data: { id, userId: user.id, expiresAt, ip: request.ip, userAgent: request.userAgent?.slice(0, 300) },
  });
  return { sessionId: id, userId: user.id };
}
