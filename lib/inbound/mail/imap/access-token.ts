import { createHash } from "node:crypto";
import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import { type OutgoingFetch, outgoingFetch } from "@/lib/base/outgoing/outgoing-fetch";
import type { OauthSecrets } from "@/lib/inbound/mail/imap/secrets";
import { type Msg, msg, t } from "@/lib/language/t";

export interface AccessToken {
  token: string;
  /** A new refresh token that takes the place of the old one (RFC 6749 §6), where the provider gives one. */
  refreshToken: string | null;
}

const silent = msg("{host} does not answer, so there is no access token.");
const refusals = {
  invalid_grant: msg("{host} does not take the refresh token any longer. Give a new one. ({said})"),
  invalid_client: msg("{host} does not know the client id or its secret. ({said})"),
} as const;
/** What a `TokenRefused` may say of its own. */
export const tokenTexts: readonly Msg[] = [silent, ...Object.values(refusals)];

/** Why no token was given, for people. */
export class TokenRefused extends Error {
  override name = "TokenRefused";
}

const timeoutMs = 15_000;
const maxAnswerBytes = 64 * 1024;
const earlyMs = 60_000;
const known = new BoundedCache<string>({ max: 1000 });

/** An access token for the refresh token (RFC 6749 §6); kept in this process until a minute before it ends. Throws `TokenRefused`. */
export async function accessToken(secrets: OauthSecrets, fetchIt: OutgoingFetch = outgoingFetch): Promise<AccessToken> {
  const key = createHash("sha256").update(JSON.stringify(secrets)).digest("hex");
  const kept = known.get(key);
  if (kept) return { token: kept, refreshToken: null };
  const answer = await ask(secrets, fetchIt);
  known.set(key, answer.token, answer.seconds * 1000 - earlyMs);
  const fresh = answer.refreshToken;
  return { token: answer.token, refreshToken: fresh && fresh !== secrets.refreshToken ? fresh : null };
}

/** A token that was refused by the mail server is not tried again. */
export function forgetAccessTokens(): void {
  known.clear();
}

async function ask(secrets: OauthSecrets, fetchIt: OutgoingFetch) {
  const { hostname } = new URL(secrets.tokenUrl);
  const body = new URLSearchParams({
    grant_type: "refresh_token",
    client_id: secrets.clientId,
    refresh_token: secrets.refreshToken,
    ...(secrets.clientSecret && { client_secret: secrets.clientSecret }),
    ...(secrets.scope && { scope: secrets.scope }),
  });
  let text: string;
  let ok: boolean;
  try {
    const response = await fetchIt(secrets.tokenUrl, { method: "POST", body, timeoutMs, maxBytes: maxAnswerBytes });
    text = await response.text();
    ok = response.ok;
  } catch {
    throw new TokenRefused(t(silent, { host: hostname }));
  }
  const said = parse(text);
  const token = said.access_token;
  if (!ok || typeof token !== "string" || token === "") throw new TokenRefused(refusal(hostname, said));
  const seconds = Number(said.expires_in);
  const refreshToken = typeof said.refresh_token === "string" ? said.refresh_token : null;
  return { token, seconds: Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 86_400) : 300, refreshToken };
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** RFC 6749 §5.2 names the errors. */
function refusal(host: string, { error, error_description: description }: Record<string, unknown>): string {
  const said = [error, description]
    .filter((each) => typeof each === "string")
    .join(": ")
    .slice(0, 300);
  if (error === "invalid_grant") return t(refusals.invalid_grant, { host, said });
  if (error === "invalid_client") return t(refusals.invalid_client, { host, said });
  return `${t("{host} gave no access token.", { host })} ${said}`.trim();
}
