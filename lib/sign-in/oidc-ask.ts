import { decode, encode } from "next-auth/jwt";
import { parseCookies } from "@/lib/base/auth/cookies";
import { authSecret, hostCookie, secureCookies } from "@/lib/base/auth/session";

/** What somebody who is signed in goes to a provider for. Signing in needs none. */
export const oidcPurposes = ["link", "confirm"] as const;
export type OidcPurpose = (typeof oidcPurposes)[number];

export interface OidcAsk {
  purpose: OidcPurpose;
  provider: string;
  /** The session that asked. */
  sessionId: string;
  askedAt: Date;
}

/** As long as next-auth keeps state, nonce and PKCE. */
const keptSeconds = 15 * 60;
const cookieName = () => hostCookie("homing.oidc-ask");

/** Keeps what the browser goes to the provider for, tied to the `state` of that way; null takes it away. */
export async function oidcAskCookieHeader(ask: OidcAsk | null, state = ""): Promise<string> {
  const end = `; Path=/; HttpOnly; SameSite=Lax${secureCookies() ? "; Secure" : ""}`;
  if (!ask) return `${cookieName()}=; Max-Age=0${end}`;
  const token = { ...ask, askedAt: ask.askedAt.getTime(), state };
  const text = await encode({ token, secret: authSecret(), maxAge: keptSeconds, salt: cookieName() });
  return `${cookieName()}=${text}; Max-Age=${keptSeconds}${end}`;
}

/** What the browser that comes back with this `state` went for; null: it signs in. */
export async function readOidcAsk(
  cookieHeader: string | null,
  back: { provider: string; state: unknown },
): Promise<OidcAsk | null> {
  const token = parseCookies(cookieHeader)[cookieName()];
  if (!token) return null;
  const kept = await decode({ token, secret: authSecret(), salt: cookieName() }).catch(() => null);
  if (!kept || kept.provider !== back.provider || !kept.state || kept.state !== back.state) return null;
  const { purpose, sessionId, askedAt } = kept as unknown as Omit<OidcAsk, "askedAt"> & { askedAt: number };
  return { purpose, provider: back.provider, sessionId, askedAt: new Date(askedAt) };
}
