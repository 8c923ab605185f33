import { randomBytes } from "node:crypto";
import { z } from "zod";
import { invalid } from "@/lib/errors";

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
  att: "attempt",
  evt: "event",
  dom: "domain",
  dkm: "DKIM key",
  trp: "transport",
  snd: "sender",
  inb: "inbound message",
  sup: "suppression",
  aut: "automation",
  cap: "captured message",
  ses: "session",
  aud: "audit entry",
  cns: "consent record",
} as const;
export type IdPrefix = keyof typeof prefixNames;

let lastMs = 0;
let sequence = 0;

/** A UUIDv7 (RFC 9562 § 5.7), rising within the process: 12 bits after the time count up in the same millisecond. */
export function newId(nowMs: number = Date.now()): string {
  if (nowMs > lastMs) {
    lastMs = nowMs;
    sequence = randomBytes(2).readUInt16BE() & 0x3ff;
  } else {
    sequence += 1;
    if (sequence > 0xfff) {
      lastMs += 1;
      sequence = 0;
    }
  }
  return uuidV7At(lastMs, sequence, randomBytes(8));
}

function uuidV7At(ms: number, sub: number, random: Buffer): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(ms, 0, 6);
  bytes.writeUInt16BE(0x7000 | sub, 6);
  random.copy(bytes, 8, 0, 8);
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytesToUuid(bytes);
}

/** The same input gives the same UUIDv7: for rows that must be inserted once however often a fact is told. `digest` has at least 10 bytes. */
export function deterministicId(at: Date, digest: Buffer): string {
  return uuidV7At(at.getTime(), digest.readUInt16BE(0) & 0xfff, digest.subarray(2, 10));
}

export function bytesToUuid(bytes: Buffer): string {
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export function uuidToBytes(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll("-", ""), "hex");
}

/** How an id looks outside: prefix and base58, such as `ctc_1BoatSL…`. */
export function publicId(prefix: IdPrefix, uuid: string): string {
  let number = BigInt(`0x${uuid.replaceAll("-", "")}`);
  let text = "";
  while (number > 0n) {
    text = alphabet[Number(number % 58n)] + text;
    number /= 58n;
  }
  return `${prefix}_${text.padStart(22, "1")}`;
}

/** The UUID of a public id. Throws `invalid` when prefix or text is wrong. */
export function parsePublicId(prefix: IdPrefix, text: string): string {
  const uuid = decode(prefix, text);
  if (!uuid) throw invalid(`This is not the id of a ${prefixNames[prefix]}: it should look like ${prefix}_….`);
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
  return bytesToUuid(Buffer.from(number.toString(16).padStart(32, "0"), "hex"));
}

/** zod schema: public id (or the UUID itself) in, UUID out. */
export function idOf(prefix: IdPrefix) {
  return z.string().transform((text, check) => {
    const uuid = decode(prefix, text);
    if (uuid) return uuid;
    check.addIssue({ code: "custom", message: `not the id of a ${prefixNames[prefix]}` });
    return z.NEVER;
  });
}
