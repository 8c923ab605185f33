import { createHash, timingSafeEqual } from "node:crypto";
import { words } from "@/lib/language/t";
import { type CallVerdict, type HookRequest, type HookSecrets, refuse, verified } from "./provider";

const digest = (value: string | Uint8Array) => createHash("sha256").update(value).digest();

/** Equality in constant time, whatever the lengths. */
export function sameSecret(given: string | Uint8Array, expected: string | Uint8Array): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

/**
 * For providers that sign nothing: the credentials in the address we gave (`https://user:password@…`, which arrive as RFC 7617 Basic),
 * or the password as a bearer token (RFC 6750).
 */
export function verifyCredentials(request: HookRequest, secrets: HookSecrets): CallVerdict {
  if (request.method !== "POST") return refuse("wrong_method", words("Events come by POST."));
  if (!secrets.username || !secrets.password) return refuse("not_configured", words("No credentials were set up."));
  const header = request.headers.authorization;
  if (!header) return refuse("missing_credentials", words("The call carries no credentials."));
  const [scheme = "", ...rest] = header.trim().split(/\s+/);
  const value = rest.join(" ");
  const right =
    scheme.toLowerCase() === "basic"
      ? sameSecret(Buffer.from(value, "base64"), `${secrets.username}:${secrets.password}`)
      : scheme.toLowerCase() === "bearer" && sameSecret(value, secrets.password);
  return right
    ? verified(null)
    : refuse("bad_credentials", words("User name or password is not the one of this address."));
}

/** Seconds since 1970 as a text of digits, or null. */
export function unixSeconds(value: string | undefined): number | null {
  return value && /^\d{1,11}$/.test(value) ? Number(value) : null;
}

/** Whether a signed time is near enough; the window counts in both directions. */
export function isFreshTime(seconds: number, now: Date, windowSeconds: number): boolean {
  return Math.abs(now.getTime() / 1000 - seconds) <= windowSeconds;
}
