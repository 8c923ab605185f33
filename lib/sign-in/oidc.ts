import type { OAuthConfig } from "next-auth/providers/oauth";
import { type AccountCtx, accountCtx } from "@/lib/account/account-ctx";
import type { OidcProvider } from "@/lib/account/oidc-providers";
import { callbackCookieName, parseCookies } from "@/lib/base/auth/cookies";
import { ownUrl } from "@/lib/base/auth/own-url";
import { readSession, sessionLifetimeMs } from "@/lib/base/auth/session";
import { secondStepCookieHeader, sessionCookieHeader } from "@/lib/base/auth/session-cookie";
import { env } from "@/lib/base/env";
import { clientIp } from "@/lib/base/http/client-ip";
import { createLog } from "@/lib/base/log";
import { outerPath } from "@/lib/client/paths";
import type { AuthCall } from "./auth-call";
import { confirmWithOidc } from "./oidc/confirm-with-oidc";
import { linkIdentity } from "./oidc/link-identity";
import type { Claims } from "./oidc/read-claims";
import { OidcRefusal } from "./oidc/refusals";
import { signInWithOidc } from "./oidc/sign-in-with-oidc";
import { oidcAgent, oidcTimeoutMs } from "./oidc-agent";
import type { OidcAsk } from "./oidc-ask";

const log = createLog({ part: "sign-in" });

/**
 * A provider as next-auth takes it: code flow with PKCE, state and nonce. What counts is the ID token alone, whose signature
 * (RS256), issuer, audience, time and nonce openid-client checks; userinfo is not asked. Without metadata it is only a name.
 */
export function oidcForNextAuth(provider: OidcProvider, oidc: AuthCall["oidc"]): OAuthConfig<Claims> {
  const { id, name, issuer, clientId, clientSecret } = provider;
  const { metadata, ask } = oidc?.id === id ? oidc : {};
  const methods = metadata?.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  const method = methods.includes("client_secret_basic") ? "client_secret_basic" : "client_secret_post";
  return {
    id,
    name,
    type: "oauth",
    issuer,
    token: { url: metadata?.token_endpoint },
    jwks_endpoint: metadata?.jwks_uri,
    clientId,
    clientSecret,
    client: { token_endpoint_auth_method: method },
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    authorization: { url: metadata?.authorization_endpoint, params: askedOf(provider, ask ?? null) },
    httpOptions: { timeout: oidcTimeoutMs, agent: oidcAgent(issuer) },
    profile: ({ sub }) => ({ id: String(sub) }),
  };
}

/**
 * What the provider is asked: how long ago somebody may have signed in there, which makes it say when that was
 * (OpenID Connect Core § 3.1.2.1). One that asks nobody anew says the time when asked by `claims` (§ 5.5).
 */
function askedOf({ asksAnew }: OidcProvider, ask: OidcAsk | null): Record<string, string | number> {
  const scope = "openid email profile";
  if (asksAnew) return ask ? { scope, max_age: 0, prompt: "login" } : { scope, max_age: sessionLifetimeMs / 1000 };
  const claims = JSON.stringify({ id_token: { auth_time: { essential: true } } });
  return { scope, claims, ...(ask && { prompt: "select_account" }) };
}

/**
 * Judges who the provider says it is. True with the session's id put on next-auth's user, or where to send the browser: to the
 * second step, or back to where it came from with what came of it.
 */
export async function withOidc(
  call: AuthCall,
  provider: string,
  { profile, user }: { profile: unknown; user: { id: string; sid?: string } },
): Promise<true | string> {
  const ctx = accountCtx(clientIp(call.headers));
  const userAgent = call.headers.get("user-agent") ?? undefined;
  const ask = call.oidc?.ask ?? null;
  try {
    if (ask) {
      await finishAsk(ctx, call, { ask, claims: profile as Claims, userAgent });
      return backWith(call, ask, "done");
    }
    const started = await signInWithOidc(ctx, provider, profile as Claims, userAgent);
    if ("secondStep" in started) {
      call.setCookies.push(secondStepCookieHeader(started.secondStep));
      return outerPath("/sign-in/second-step", { next: wayOn(call) });
    }
    user.id = started.userId;
    user.sid = started.sessionId;
    return true;
  } catch (error) {
    if (!(error instanceof OidcRefusal)) log.error("a way by a provider failed", { error });
    return backWith(call, ask, error instanceof OidcRefusal ? error.code : "OidcFailed");
  }
}

/** The session that asked must be the one that comes back. */
async function finishAsk(
  ctx: AccountCtx,
  call: AuthCall,
  { ask, claims, userAgent }: { ask: OidcAsk; claims: Claims; userAgent: string | undefined },
): Promise<void> {
  const who = await readSession(call.headers.get("cookie"));
  if (who?.session.id !== ask.sessionId) throw new OidcRefusal("OidcSessionEnded");
  const answer = { providerId: ask.provider, claims, askedAt: ask.askedAt, userAgent };
  if (ask.purpose === "link") await linkIdentity(ctx, who, answer);
  else call.setCookies.push(await sessionCookieHeader(await confirmWithOidc(ctx, who, answer)));
}

/** To the sign-in page with why not; who was signed in already goes to the page they came from, with `oidc=` and the result. */
export function backWith(call: AuthCall, ask: OidcAsk | null, result: string, wanted?: string): string {
  if (!ask) return outerPath("/sign-in", { error: result });
  const url = new URL(wayOn(call, wanted), env.APP_URL);
  url.searchParams.set("oidc", result);
  return url.href;
}

/** The page that the person wanted, as the path after our origin. */
function wayOn({ headers }: AuthCall, said?: string): string {
  const wanted = said ?? parseCookies(headers.get("cookie"))[callbackCookieName()] ?? "/";
  const { pathname, search, hash } = new URL(ownUrl(wanted, env.APP_URL));
  return pathname + search + hash;
}
