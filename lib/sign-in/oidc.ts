import type { OAuthConfig } from "next-auth/providers/oauth";
import { accountCtx } from "@/lib/account/account-ctx";
import { callbackCookieName, parseCookies } from "@/lib/base/auth/cookies";
import { ownUrl } from "@/lib/base/auth/own-url";
import { secondStepCookieHeader } from "@/lib/base/auth/session-cookie";
import { env } from "@/lib/base/env";
import { clientIp } from "@/lib/base/http/client-ip";
import { createLog } from "@/lib/base/log";
import type { OidcProvider } from "@/lib/sign-in/oidc/providers";
import type { Claims } from "@/lib/sign-in/oidc/read-claims";
import { OidcRefusal } from "@/lib/sign-in/oidc/refusals";
import { signInWithOidc } from "@/lib/sign-in/oidc/sign-in-with-oidc";
import type { AuthCall } from "./auth-call";
import { oidcAgent, oidcTimeoutMs } from "./oidc-agent";

const log = createLog({ part: "sign-in" });

/**
 * A provider as next-auth takes it: code flow with PKCE, state and nonce. What counts is the ID token alone, whose signature
 * (RS256), issuer, audience, time and nonce openid-client checks; userinfo is not asked.
 */
export function oidcForNextAuth({ id, name, issuer, clientId, clientSecret }: OidcProvider): OAuthConfig<Claims> {
  return {
    id,
    name,
    type: "oauth",
    wellKnown: `${issuer.replace(/\/+$/, "")}/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    authorization: { params: { scope: "openid email profile" } },
    httpOptions: { timeout: oidcTimeoutMs, agent: oidcAgent(issuer) },
    profile: ({ sub }) => ({ id: String(sub) }),
  };
}

/**
 * Judges who the provider says it is. True with the session's id put on next-auth's user, or where to send the browser: to the
 * second step, or back to the sign-in page with the reason.
 */
export async function withOidc(
  call: AuthCall,
  provider: string,
  { profile, user }: { profile: unknown; user: { id: string; sid?: string } },
): Promise<true | string> {
  const ctx = accountCtx(clientIp(call.headers));
  const userAgent = call.headers.get("user-agent") ?? undefined;
  try {
    const started = await signInWithOidc(ctx, provider, profile as Claims, userAgent);
    if ("secondStep" in started) {
      call.setCookies.push(secondStepCookieHeader(started.secondStep));
      return `/sign-in/second-step?next=${encodeURIComponent(wayOn(call))}`;
    }
    user.id = started.userId;
    user.sid = started.sessionId;
    return true;
  } catch (error) {
    if (!(error instanceof OidcRefusal)) log.error("sign-in with a provider failed", { error });
    return `/sign-in?error=${error instanceof OidcRefusal ? error.code : "OidcFailed"}`;
  }
}

/** The page that the person wanted, as the path after our origin. */
function wayOn({ headers }: AuthCall): string {
  const wanted = parseCookies(headers.get("cookie"))[callbackCookieName()] ?? "/";
  const { pathname, search, hash } = new URL(ownUrl(wanted, env.APP_URL));
  return pathname + search + hash;
}
