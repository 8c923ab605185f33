import type { NextAuthOptions } from "next-auth";
import { hostCookie, secureCookies, sessionCookieName } from "./session";

export const callbackCookieName = () => hostCookie("homing.callback-url");
const roundTripSeconds = 15 * 60;

/** Every cookie of next-auth under a name that another host of the domain cannot set. */
export function authCookies(): NextAuthOptions["cookies"] {
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure: secureCookies() } as const;
  const brief = { ...options, maxAge: roundTripSeconds };
  return {
    sessionToken: { name: sessionCookieName(), options },
    csrfToken: { name: hostCookie("homing.csrf"), options },
    callbackUrl: { name: callbackCookieName(), options },
    pkceCodeVerifier: { name: hostCookie("homing.pkce"), options: brief },
    state: { name: hostCookie("homing.state"), options: brief },
    nonce: { name: hostCookie("homing.nonce"), options: brief },
  };
}

/** All cookies of a Cookie header; the first of a name counts, and what cannot be decoded is left as it is. */
export function parseCookies(header: string | null): Record<string, string> {
  const found: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const part of header?.split(";") ?? []) {
    const at = part.indexOf("=");
    if (at < 0) continue;
    const name = part.slice(0, at).trim();
    const value = part.slice(at + 1).trim();
    found[name] ??= decoded(value);
  }
  return found;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
