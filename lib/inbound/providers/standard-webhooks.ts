import { createHmac } from "node:crypto";
import { words } from "@/lib/language/t";
import { isFreshTime, sameSecret, unixSeconds } from "./credentials";
import { type CallVerdict, type HookRequest, refuse, verified } from "./provider";

const WINDOW_SECONDS = 300;

/** The three headers, under the names of Svix or of the standard. */
export function standardHeaders(headers: HookRequest["headers"]) {
  const of = (name: string) => headers[`svix-${name}`] ?? headers[`webhook-${name}`];
  return { id: of("id"), timestamp: of("timestamp"), signature: of("signature") };
}

/** `v1,` and base64 of HMAC-SHA256 over `id.timestamp.body` (Standard Webhooks 1.0.0, as Svix signs). */
export function standardSignature(secret: string, id: string, timestamp: string, rawBody: Uint8Array): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.`).update(rawBody).digest("base64")}`;
}

/** Verifies Standard Webhooks v1: any of the signatures by any of the secrets (space separated while one is replaced), 5 minutes. */
export function verifyStandardWebhook(request: HookRequest, secrets: string | undefined): CallVerdict {
  const keys = (secrets ?? "").split(/\s+/).filter((secret) => /^(whsec_)?[A-Za-z0-9+/]{8,}={0,2}$/.test(secret));
  if (keys.length === 0) return refuse("not_configured", words("No signing secret was set up."));
  const { id, timestamp, signature } = standardHeaders(request.headers);
  if (!id || !timestamp || !signature) return refuse("missing_signature", words("The call is not signed."));
  const seconds = unixSeconds(timestamp);
  if (seconds === null) return refuse("bad_timestamp", words("The signed time is no time."));
  const expected = keys.map((key) => standardSignature(key, id, timestamp, request.rawBody));
  const given = signature.split(" ").slice(0, 10);
  const matches = given.flatMap((each) => expected.map((right) => sameSecret(each, right)));
  if (!matches.includes(true))
    return refuse("bad_signature", words("The signature is not the one of this body and secret."));
  if (!isFreshTime(seconds, request.now, WINDOW_SECONDS)) {
    return refuse("stale_timestamp", words("It was signed more than 5 minutes ago, or in the future."));
  }
  return verified(id);
}
