import { hash, hkdfSync, timingSafeEqual } from "node:crypto";
import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import { env } from "@/lib/base/env";

const macBytes = 16;
const keys = new BoundedCache<Buffer>({ max: 200 });

/**
 * How many secrets there are: number 0 is HOMING_SECRET, which signs; the others only verify. Tokens in links and addresses have
 * fixed sizes, so they carry no key's name: a token is tried with each, at 2 µs a try.
 */
export const secretCount = () => 1 + env.HOMING_SECRET_PREVIOUS.length;

/** The first answer that is not null, trying the secrets from the newest on. */
export function withEachSecret<T>(attempt: (secretNo: number) => T | null): T | null {
  for (let secretNo = 0; secretNo < secretCount(); secretNo++) {
    const found = attempt(secretNo);
    if (found !== null) return found;
  }
  return null;
}

/** A key of its own for each purpose, derived from a secret (RFC 5869). */
export function purposeKey(purpose: string, secretNo = 0): Buffer {
  const name = `${secretNo} ${purpose}`;
  let key = keys.get(name);
  if (!key) {
    const secret = secretNo === 0 ? env.HOMING_SECRET : env.HOMING_SECRET_PREVIOUS[secretNo - 1];
    if (!secret) throw new RangeError(`There is no secret number ${secretNo}.`);
    key = Buffer.from(hkdfSync("sha256", secret, "homing", purpose, 32));
    keys.set(name, key);
  }
  return key;
}

/** Names a secret without telling it: 8 hexadecimal digits, the same in every process. */
export const secretId = (secretNo = 0) => purposeKey("key-id", secretNo).toString("hex", 0, 4);

/** Names of all secrets that are known here, the newest first. */
export const secretIds = (): string[] => Array.from({ length: secretCount() }, (_, secretNo) => secretId(secretNo));

export type HmacAlgorithm = "sha256" | "sha512";

/** Octets of a block and of a digest (FIPS 180-4). */
const SIZES = { sha256: { block: 64, digest: 32 }, sha512: { block: 128, digest: 64 } } as const;

/** The two padded keys of RFC 2104, each with room behind it for what is hashed after it: one payload of this length. */
interface Pads {
  algorithm: HmacAlgorithm;
  secretNo: number;
  length: number;
  inner: Buffer;
  outer: Buffer;
}

/** Payloads are short and of few lengths; what looks like a token of ours may have any. */
const MOST_PADS = 8;
/** By purpose alone: to put more into the key, for each message anew, would cost more than to look through the few that a purpose has. */
const padsOf = new BoundedCache<Pads[]>({ max: 200 });

function pads(algorithm: HmacAlgorithm, purpose: string, length: number, secretNo: number): Pads {
  const known = padsOf.get(purpose);
  if (known) {
    for (const each of known) {
      if (each.length === length && each.secretNo === secretNo && each.algorithm === algorithm) return each;
    }
  }
  const made = makePads(algorithm, purpose, length, secretNo);
  padsOf.set(purpose, [made, ...(known ?? [])].slice(0, MOST_PADS));
  return made;
}

function makePads(algorithm: HmacAlgorithm, purpose: string, length: number, secretNo: number): Pads {
  const { block, digest } = SIZES[algorithm];
  const inner = Buffer.alloc(block + length);
  const outer = Buffer.alloc(block + digest);
  const key = purposeKey(purpose, secretNo);
  for (let i = 0; i < block; i++) {
    inner[i] = (key[i] ?? 0) ^ 0x36;
    outer[i] = (key[i] ?? 0) ^ 0x5c;
  }
  return { algorithm, secretNo, length, inner, outer };
}

/**
 * The whole HMAC (RFC 2104) of the payload under the purpose's key. Built from two one-shot hashes over prepared pads,
 * because `createHmac` costs 14 µs a call and this 2 (Node 24), and every message needs some.
 */
export function hmac(algorithm: HmacAlgorithm, purpose: string, payload: Buffer, secretNo = 0): Buffer {
  const { block } = SIZES[algorithm];
  const { inner, outer } = pads(algorithm, purpose, payload.length, secretNo);
  inner.set(payload, block);
  // As a string, because a Buffer for the inner hash is garbage that costs more than the hash.
  outer.write(hash(algorithm, inner, "binary"), block, "latin1");
  return hash(algorithm, outer, "buffer");
}

/** First `length` bytes of HMAC-SHA256 over the payload with the purpose's key. */
export function mac(purpose: string, payload: Buffer, length = macBytes, secretNo = 0): Buffer {
  return hmac("sha256", purpose, payload, secretNo).subarray(0, length);
}

/** True when `given` is the MAC of the payload by one of the secrets; compared in constant time. */
export function macMatches(purpose: string, payload: Buffer, given: Buffer): boolean {
  if (given.length < 8) return false;
  const found = withEachSecret((secretNo) => {
    const expected = mac(purpose, payload, given.length, secretNo);
    return given.length === expected.length && timingSafeEqual(given, expected) ? true : null;
  });
  return found === true;
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
