import { encode } from "next-auth/jwt";
import { authSecret, hostCookie, secureCookies, sessionCookieName, sessionLifetimeMs } from "./session";

const attributes = () => `; Path=/; HttpOnly; SameSite=Lax${secureCookies() ? "; Secure" : ""}`;

/** The Set-Cookie header that puts a session in the place of the browser's; the same cookie that next-auth writes at sign-in. */
export async function sessionCookieHeader(opened: { sessionId: string; userId: string }): Promise<string> {
  const maxAge = sessionLifetimeMs / 1000;
  const token = await encode({ token: { sub: opened.userId, sid: opened.sessionId }, secret: authSecret(), maxAge });
  return `${sessionCookieName()}=${token}; Max-Age=${maxAge}${attributes()}`;
}

export const secondStepCookie = () => hostCookie("homing.second-step");

/** Ties a sign-in that waits for its second step to this browser; null takes it away. */
export function secondStepCookieHeader(token: string | null): string {
  return `${secondStepCookie()}=${token ?? ""}; Max-Age=${token ? 600 : 0}${attributes()}`;
}
