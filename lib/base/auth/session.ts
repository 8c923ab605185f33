import { decode } from "next-auth/jwt";
import { prisma } from "@/lib/base/db/client";
import type { Session, User } from "@/lib/base/db/generated/client";
import { env } from "@/lib/base/env";
import { purposeKey, secretCount } from "@/lib/base/security/tokens";

/** Whether cookies may only travel over TLS: they must where the app is served by it. */
export const secureCookies = () => env.APP_URL.startsWith("https://");

/** Under __Host- no other host of the domain can set a cookie; browsers take that name over TLS only. */
export const hostCookie = (name: string) => (secureCookies() ? `__Host-${name}` : name);
export const sessionCookieName = () => hostCookie("homing.session");

/** A session ends after 30 days, or 14 days without use. */
export const sessionLifetimeMs = 30 * 24 * 3600_000;
const idleLimitMs = 14 * 24 * 3600_000;
const touchEveryMs = 5 * 60_000;

export interface SignedIn {
  session: Session;
  user: User;
}

/** Signs the cookie; older secrets only read it. */
export function authSecret(secretNo = 0): string {
  return purposeKey("next-auth", secretNo).toString("hex");
}

/** The value of one cookie of a Cookie header. */
export function cookieValue(header: string | null, name: string): string | null {
  for (const part of header?.split(";") ?? []) {
    const [key, ...rest] = part.trim().split("=");
    // A JWT has no character that a cookie escapes; what has one is not ours.
    if (key === name) return rest.join("=");
  }
  return null;
}

async function sessionIdIn(token: string): Promise<unknown> {
  for (let secretNo = 0; secretNo < secretCount(); secretNo++) {
    const claims = await decode({ token, secret: authSecret(secretNo) }).catch(() => null);
    if (claims) return claims.sid;
  }
  return null;
}

/** The id of the session that a Cookie header names, whether or not it still counts; null when it names none. */
export async function sessionIdOf(cookieHeader: string | null): Promise<string | null> {
  const token = cookieValue(cookieHeader, sessionCookieName());
  const id = token && (await sessionIdIn(token));
  return typeof id === "string" ? id : null;
}

/**
 * The session of a Cookie header, checked against the `session` table on every request, so that signing out everywhere and
 * changes of password work at once. Null when there is none, it was revoked, it ran out or the account is disabled.
 */
export async function readSession(cookieHeader: string | null, now = new Date()): Promise<SignedIn | null> {
  const sessionId = await sessionIdOf(cookieHeader);
  if (!sessionId) return null;
  const found = await prisma.session.findUnique({ where: { id: sessionId }, include: { user: true } });
  if (!found || found.revokedAt || found.expiresAt <= now || found.user.disabledAt) return null;
  if (now.getTime() - found.lastSeenAt.getTime() > idleLimitMs) return null;
  if (now.getTime() - found.lastSeenAt.getTime() > touchEveryMs) {
    await prisma.session.update({ where: { id: sessionId }, data: { lastSeenAt: now } });
  }
  const { user, ...session } = found;
  return { session, user };
}
