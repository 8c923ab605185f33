import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { env } from "@/lib/env";

const macBytes = 16;
const keys = new Map<string, Buffer>();

/** A key of its own for each purpose, derived from HOMING_SECRET (RFC 5869). */
export function purposeKey(purpose: string): Buffer {
  let key = keys.get(purpose);
  if (!key) {
    key = Buffer.from(hkdfSync("sha256", env.HOMING_SECRET, "homing", purpose, 32));
    keys.set(purpose, key);
  }
  return key;
}

/** First `length` bytes of HMAC-SHA256 over the payload with the purpose's key. */
export function mac(purpose: string, payload: Buffer, length = macBytes): Buffer {
  return createHmac("sha256", purposeKey(purpose)).update(payload).digest().subarray(0, length);
}

/** True when `given` is the MAC of the payload; compared in constant time. */
export function macMatches(purpose: string, payload: Buffer, given: Buffer): boolean {
  const expected = mac(purpose, payload, given.length || macBytes);
  return given.length >= 8 && given.length === expected.length && timingSafeEqual(given, expected);
}

/** base64url of payload and MAC: unforgeable, and useless for another purpose. */
export function signToken(purpose: string, payload: Buffer): string {
  return Buffer.concat([payload, mac(purpose, payload)]).toString("base64url");
}

/** The payload, or null when the token is not ours, was changed, or was made for another purpose. */
export function verifyToken(purpose: string, token: string): Buffer | null {
  if (token.length > 512 || !/^[A-Za-z0-9_-]+$/.test(token)) return null;
  const bytes = Buffer.from(token, "base64url");
  if (bytes.length <= macBytes || bytes.toString("base64url") !== token) return null;
  const payload = bytes.subarray(0, -macBytes);
  return macMatches(purpose, payload, bytes.subarray(-macBytes)) ? payload : null;
}
