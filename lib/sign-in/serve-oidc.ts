import { accountCtx } from "@/lib/account/account-ctx";
import type { OidcProvider } from "@/lib/account/oidc-providers";
import { recordAttempt } from "@/lib/base/audit/record-attempt";
import { readSession } from "@/lib/base/auth/session";
import { requireFresh } from "@/lib/base/auth/step-up";
import { invalid, unauthenticated } from "@/lib/base/errors";
import { clientIp } from "@/lib/base/http/client-ip";
import { createLog } from "@/lib/base/log";
import { networkOf } from "@/lib/base/security/network";
import { hitRateLimit } from "@/lib/base/security/rate-limit";
import { t } from "@/lib/language/t";
import type { AuthCall } from "./auth-call";
import { nextAuthOptions } from "./next-auth-options";
import { backWith } from "./oidc";
import { OidcRefusal } from "./oidc/refusals";
import { type OidcAsk, type OidcPurpose, oidcAskCookieHeader, oidcPurposes, readOidcAsk } from "./oidc-ask";
import { type OidcMetadata, readOidcMetadata } from "./oidc-metadata";
import type { AuthRequest } from "./read-auth-request";
import { leadTo, runNextAuth, whereTo } from "./run-next-auth";

const log = createLog({ part: "sign-in" });

/** The way to a provider and back: next-auth's part of it between what we ask of the provider and judge of its answer. */
export async function serveOidc(call: AuthCall, judged: AuthRequest, provider: OidcProvider): Promise<Response> {
  // Each of these makes us call the provider.
  await hitRateLimit(`oidc:${networkOf(clientIp(call.headers)).line}`, { limit: 300, windowMs: 15 * 60_000 });
  return judged.method === "POST" ? begin(call, judged, provider) : comeBack(call, judged, provider);
}

async function begin(call: AuthCall, judged: AuthRequest, provider: OidcProvider): Promise<Response> {
  const ask = await askOf(call, judged, provider);
  const metadata = await metadataFor(provider);
  if (typeof metadata === "string") {
    return leadTo(backWith(call, ask, metadata, judged.body?.callbackUrl), judged);
  }
  call.oidc = { id: provider.id, metadata, ask };
  // What goes to the provider's page is ours alone to say, not the address's.
  judged.query = { nextauth: judged.query.nextauth ?? [] };
  const response = await runNextAuth(judged, nextAuthOptions(call));
  const state = (await whereTo(response))?.searchParams.get("state");
  if (state) call.setCookies.push(await oidcAskCookieHeader(ask, state));
  return response;
}

/** Linking adds a way in, so it asks for a fresh sign-in here; confirming is how one gets that. */
async function askOf({ headers }: AuthCall, { body }: AuthRequest, provider: OidcProvider): Promise<OidcAsk | null> {
  if (body?.purpose === undefined) return null;
  const purpose = oidcPurposes.find((known) => known === body.purpose);
  if (!purpose) throw invalid(t("{name} is not valid.", { name: "purpose" }));
  if (purpose === "confirm" && !provider.asksAnew)
    throw invalid(t("{provider} cannot confirm who you are.", { provider: provider.name }));
  const found = await readSession(headers.get("cookie"));
  if (!found) throw unauthenticated();
  if (purpose === "link") requireFresh(found.session);
  return { purpose, provider: provider.id, sessionId: found.session.id, askedAt: new Date() };
}

async function comeBack(call: AuthCall, judged: AuthRequest, provider: OidcProvider): Promise<Response> {
  const { state, iss } = judged.query;
  const ask = await readOidcAsk(call.headers.get("cookie"), { provider: provider.id, state });
  if (ask) call.setCookies.push(await oidcAskCookieHeader(null));
  const metadata = await metadataFor(provider);
  const refusal = typeof metadata === "string" ? metadata : wrongIssuer(provider, metadata, iss);
  if (refusal || typeof metadata === "string") {
    await noteRefused(call, { provider, purpose: ask?.purpose, reason: refusal ?? "OidcFailed" });
    return leadTo(backWith(call, ask, refusal ?? "OidcFailed"), judged);
  }
  call.oidc = { id: provider.id, metadata, ask };
  const response = await runNextAuth(judged, nextAuthOptions(call));
  // next-auth refuses a wrong state, nonce, signature, issuer or audience by itself.
  const code = (await whereTo(response))?.searchParams.get("error");
  if (code !== "OAuthCallback" && code !== "Callback") return response;
  await noteRefused(call, { provider, purpose: ask?.purpose, reason: "answer not accepted" });
  if (ask) response.headers.set("location", backWith(call, ask, code));
  return response;
}

/** Who answered, before anything is exchanged for the code (RFC 9207 § 2.4). Null: it is the one who was asked. */
function wrongIssuer({ issuer }: OidcProvider, metadata: OidcMetadata, iss: unknown): "OAuthCallback" | null {
  if (iss === undefined && !metadata.authorization_response_iss_parameter_supported) return null;
  return iss === issuer ? null : "OAuthCallback";
}

/** The metadata, or the code of why there is none. */
async function metadataFor(provider: OidcProvider): Promise<OidcMetadata | "OidcIssuer" | "OAuthSignin"> {
  try {
    return await readOidcMetadata(provider);
  } catch (error) {
    const { id, issuer } = provider;
    const reason = error instanceof Error ? error.message.slice(0, 300) : "";
    log.warn("the metadata of a provider cannot be used", { provider: id, issuer, reason });
    return error instanceof OidcRefusal ? "OidcIssuer" : "OAuthSignin";
  }
}

async function noteRefused(
  { headers }: AuthCall,
  { provider, purpose, reason }: { provider: OidcProvider; purpose?: OidcPurpose; reason: string },
): Promise<void> {
  const ip = clientIp(headers);
  const userAgent = headers.get("user-agent");
  const who = purpose ? await readSession(headers.get("cookie")) : null;
  const detail = { method: "oidc", provider: provider.id, reason };
  const kind = purpose === "link" ? "identity.refused" : purpose === "confirm" ? "step-up.failed" : "sign-in.failed";
  const { id: userId, email } = who?.user ?? {};
  await recordAttempt(accountCtx(ip), { kind, userId, email, ip, userAgent, detail });
}
