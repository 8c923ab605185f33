import { createHash, randomInt } from "node:crypto";
import { crc32 } from "node:zlib";
import { type KeyMode, keyModes } from "@/lib/base/permissions.shared";

const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** 190 bits. */
const SECRET_LENGTH = 32;
/** Six digits to the base 62 hold 32 bits. */
const CHECK_LENGTH = 6;
const SHOWN = 4;

const form = new RegExp(`^hm_(${keyModes.join("|")})_([0-9A-Za-z]{${SECRET_LENGTH}})([0-9A-Za-z]{${CHECK_LENGTH}})$`);

/** The checksum of what stands before it: CRC-32 to the base 62, so that a scanner for secrets knows a key without asking us. */
function checkOf(text: string): string {
  let rest = crc32(text);
  let check = "";
  for (let place = 0; place < CHECK_LENGTH; place++) {
    check = digits[rest % digits.length] + check;
    rest = Math.floor(rest / digits.length);
  }
  return check;
}

/** A plain hash will do: nobody tries 190 random bits. */
const hashKey = (key: string) => createHash("sha256").update(key).digest("hex");

export interface NewKey {
  /** Shown once and kept nowhere. */
  key: string;
  prefix: string;
  lastFour: string;
  keyHash: string;
}

/** A new key, `hm_live_…` or `hm_test_…`. */
export function newKey(mode: KeyMode): NewKey {
  const secret = Array.from({ length: SECRET_LENGTH }, () => digits[randomInt(digits.length)]).join("");
  const start = `hm_${mode}_`;
  const key = `${start}${secret}${checkOf(`${start}${secret}`)}`;
  return { key, prefix: start + secret.slice(0, SHOWN), lastFour: key.slice(-SHOWN), keyHash: hashKey(key) };
}

/** The hash by which a key is found; null for what cannot be one, by its form or its checksum. */
export function readKey(text: string): { keyHash: string } | null {
  const [, mode, secret, check] = form.exec(text) ?? [];
  if (mode === undefined || checkOf(`hm_${mode}_${secret}`) !== check) return null;
  return { keyHash: hashKey(text) };
}
