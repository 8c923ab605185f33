import { z } from "zod";
import { invalid } from "@/lib/base/errors";

// No Node module and no Buffer here: forms check ids in the browser too, where either would bring 120 KB of stand-ins.

const alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const prefixNames = {
  wsp: "workspace",
  usr: "user",
  mem: "member",
  inv: "invitation",
  ctc: "contact",
  fld: "field",
  lst: "list",
  tag: "tag",
  seg: "segment",
  imp: "import",
  tpl: "template",
  ast: "asset",
  cmp: "campaign",
  var: "variant",
  lnk: "link",
  bat: "batch",
  msg: "message",
  eml: "email",
  att: "attempt",
  evt: "event",
  cev: "event",
  dom: "domain",
  dkm: "DKIM key",
  trp: "transport",
  snd: "sender",
  inb: "inbound message",
  sup: "suppression",
  aut: "automation",
  cap: "captured message",
  ses: "session",
  psk: "passkey",
  aud: "audit entry",
  cns: "consent record",
  rrl: "rule",
  phk: "provider webhook",
  pcl: "provider call",
  ntf: "notification",
  imb: "inbound mailbox",
  rpl: "reply",
  rpa: "answer",
  sev: "security event",
  key: "API key",
  acl: "API call",
  viw: "view",
  bin: "deleted thing",
  whk: "webhook",
  dlv: "delivery",
  nte: "note",
  srq: "send request",
  gol: "goal",
} as const;
export type IdPrefix = keyof typeof prefixNames;

let lastMs = 0;
let sequence = 0;

// Asked for in advance: each request to the system costs more than the bytes.
const drawn = new Uint8Array(4096);
let used = drawn.length;

function random(length: number): Uint8Array {
  if (used + length > drawn.length) {
    crypto.getRandomValues(drawn);
    used = 0;
  }
  used += length;
  return drawn.subarray(used - length, used);
}

/** A UUIDv7 (RFC 9562 § 5.7), rising within the process: 12 bits after the time count up in the same millisecond. */
export function newId(nowMs: number = Date.now()): string {
  if (nowMs > lastMs) {
    lastMs = nowMs;
    const [high = 0, low = 0] = random(2);
    sequence = ((high << 8) | low) & 0x3ff;
  } else {
    sequence += 1;
    if (sequence > 0xfff) {
      lastMs += 1;
      sequence = 0;
    }
  }
  return uuidV7At(lastMs, sequence, random(8));
}

const octets = Array.from({ length: 256 }, (_, octet) => octet.toString(16).padStart(2, "0"));

/** Ids are made by the thousand: no arrays and no texts in between. `tail` has 8 bytes. */
function uuidV7At(ms: number, sub: number, tail: Uint8Array): string {
  const time = ms.toString(16).padStart(12, "0");
  const hex = (at: number) => octets[tail[at]!]!;
  const variant = octets[(tail[0]! & 0x3f) | 0x80]!;
  const node = hex(2) + hex(3) + hex(4) + hex(5) + hex(6) + hex(7);
  return `${time.slice(0, 8)}-${time.slice(8)}-${(0x7000 | sub).toString(16)}-${variant}${hex(1)}-${node}`;
}

function withDashes(digits: string): string {
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`;
}

/** A UUIDv7 of any moment, random but for it. */
export function idAt(at: Date): string {
  return deterministicId(at, random(10));
}

/** The same input gives the same UUIDv7: for rows that must be inserted once however often a fact is told. `digest` has at least 10 bytes. */
export function deterministicId(at: Date, digest: Uint8Array): string {
  return uuidV7At(at.getTime(), ((digest[0]! << 8) | digest[1]!) & 0xfff, digest.subarray(2, 10));
}

const LAST_MS = 2 ** 48 - 1;

/** The least UUIDv7 of a moment: ids that were made before are less (RFC 9562 § 5.7). */
export function firstIdAt(at: Date): string {
  const time = Math.min(LAST_MS, Math.max(0, at.getTime())).toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-0000-0000-000000000000`;
}

/** The moment that a UUIDv7 was made for: its first 48 bits (RFC 9562 § 5.7). */
export function timeOfId(uuid: string): Date {
  return new Date(Number.parseInt(uuid.replace("-", "").slice(0, 12), 16));
}

/** Four digits of base58 at a time: with 28 bits more such a number is still exact. */
const FOUR_DIGITS = 58 ** 4;
const twoDigits = Array.from({ length: 58 ** 2 }, (_, two) => `${alphabet[Math.floor(two / 58)]}${alphabet[two % 58]}`);
/** Where the parts of a UUID without dashes begin and end: one of 16 bits and four of 28, the highest first. */
const parts = [0, 4, 11, 18, 25, 32] as const;

/** How an id looks outside: prefix and base58, such as `ctc_1BoatSL…`. */
export function publicId(prefix: IdPrefix, uuid: string): string {
  const digits = uuid.replaceAll("-", "");
  const numbers = [0, 1, 2, 3, 4].map((at) => Number.parseInt(digits.slice(parts[at], parts[at + 1]), 16));
  if (digits.length !== 32 || numbers.some(Number.isNaN)) throw new Error("This is no UUID.");
  let text = "";
  while (text.length < 22) text = fourDigits(dividedByFour(numbers)) + text;
  return `${prefix}_${text.slice(-22)}`;
}

/** Divides a number of parts of 28 bits in place, the highest first; answers what is left over. */
function dividedByFour(numbers: number[]): number {
  let rest = 0;
  for (let at = 0; at < numbers.length; at++) {
    const value = rest * 2 ** 28 + numbers[at]!;
    rest = value % FOUR_DIGITS;
    numbers[at] = (value - rest) / FOUR_DIGITS;
  }
  return rest;
}

const fourDigits = (value: number) => twoDigits[Math.floor(value / 58 ** 2)]! + twoDigits[value % 58 ** 2]!;

function notAnId(prefix: IdPrefix): string {
  const name = prefixNames[prefix];
  return `not the id of ${/^[AEIO]/i.test(name) ? "an" : "a"} ${name}`;
}

/** The UUID of a public id. Throws `invalid` when prefix or text is wrong. */
export function parsePublicId(prefix: IdPrefix, text: string): string {
  const uuid = decode(prefix, text);
  if (!uuid) throw invalid(`This is ${notAnId(prefix)}: it should look like ${prefix}_….`);
  return uuid;
}

function decode(prefix: IdPrefix, text: string): string | null {
  if (uuidPattern.test(text)) return text;
  if (!text.startsWith(`${prefix}_`) || text.length > prefix.length + 1 + 22) return null;
  let number = 0n;
  for (const char of text.slice(prefix.length + 1)) {
    const digit = alphabet.indexOf(char);
    if (digit < 0) return null;
    number = number * 58n + BigInt(digit);
  }
  if (number >= 1n << 128n) return null;
  return withDashes(number.toString(16).padStart(32, "0"));
}

/** zod schema: public id (or the UUID itself) in, UUID out. */
export function idOf(prefix: IdPrefix) {
  return z.string().transform((text, check) => {
    const uuid = decode(prefix, text);
    if (uuid) return uuid;
    check.addIssue({ code: "custom", message: notAnId(prefix) });
    return z.NEVER;
  });
}
