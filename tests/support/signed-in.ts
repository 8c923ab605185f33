import { encode } from "next-auth/jwt";
import { authSecret, sessionCookieName } from "@/lib/base/auth/session";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";

/** Cookie header of a fresh session of this user, as the browser would send it. */
export async function cookieOf(userId: string): Promise<string> {
  const id = newId();
  await prisma.session.create({ data: { id, userId, expiresAt: new Date(Date.now() + 3_600_000) } });
  const token = await encode({ token: { sub: userId, sid: id }, secret: authSecret() });
  return `${sessionCookieName()}=${token}`;
}
