import { timingSafeEqual } from "node:crypto";
import { bytesToUuid, writeUuid } from "@/lib/base/db/uuid-bytes";
import { hmac, withEachSecret } from "@/lib/base/security/tokens";
import { decodeBase32, encodeBase32 } from "./base32";

export type VerpKind = "bounce" | "complaint" | "unsubscribe";

/** MAC octets kept in an address: with the message id 24 octets, 39 characters of base32, far under the 64 of a local part. */
const MAC_BYTES = 8;
const ID_BYTES = 16;

/** One HMAC-SHA256 a message; each kind has 8 octets of it for its own, and so has the Message-ID. */
const MAC_AT = { bounce: 0, complaint: MAC_BYTES, unsubscribe: 2 * MAC_BYTES, messageId: 3 * MAC_BYTES } as const;
type MacKind = keyof typeof MAC_AT;

/** Tokens are put together here, one at a time. */
const token = Buffer.alloc(ID_BYTES + MAC_BYTES);
const idInToken = token.subarray(0, ID_BYTES);

/** The last message's: its addresses and its Message-ID are made one after the other. */
let last: { messageId: string; mac: Buffer } = { messageId: "", mac: Buffer.alloc(0) };

function macOfMessage(messageId: string): Buffer {
  if (last.messageId !== messageId) {
    writeUuid(messageId, token, 0);
    last = { messageId, mac: hmac("sha256", "verp", idInToken) };
  }
  return last.mac;
}

/** Id and the kind's part of the MAC, in base32. */
function tokenOf(kind: MacKind, messageId: string, mac: Buffer): string {
  writeUuid(messageId, token, 0);
  mac.copy(token, ID_BYTES, MAC_AT[kind], MAC_AT[kind] + MAC_BYTES);
  return encodeBase32(token);
}

/** The address that bounces (or complaints, or mailto unsubscribes) of one message come back to: `bounce+<token>@<domain>`. */
export function verpAddress(kind: VerpKind, messageId: string, domain: string): string {
  return verpAddresses(messageId, domain)(kind);
}

/** Makes the addresses of one message, for the price of one MAC. */
export function verpAddresses(messageId: string, domain: string): (kind: VerpKind) => string {
  const mac = macOfMessage(messageId);
  return (kind) => `${kind}+${tokenOf(kind, messageId, mac)}@${domain}`;
}

/**
 * The message that an address was made for, or null when it was not made here. Case does not matter, because some hosts
 * fold it; the token is compared in constant time. The domain is not looked at: mail may come by way of any of ours.
 */
export function parseVerp(address: string): { kind: VerpKind; messageId: string } | null {
  const match = /^<?(bounce|complaint|unsubscribe)\+([a-z2-7]{39})(?:@[^@]*)?$/i.exec(address.trim().slice(0, 400));
  const bytes = match?.[2] ? decodeBase32(match[2]) : null;
  if (!match?.[1] || bytes?.length !== ID_BYTES + MAC_BYTES) return null;
  const kind = match[1].toLowerCase() as VerpKind;
  const id = bytes.subarray(0, ID_BYTES);
  return withEachSecret((secretNo) => {
    const expected = macFor(kind, hmac("sha256", "verp", id, secretNo));
    return timingSafeEqual(bytes.subarray(ID_BYTES), expected) ? { kind, messageId: bytesToUuid(id) } : null;
  });
}

function macFor(kind: MacKind, mac: Buffer): Buffer {
  return mac.subarray(MAC_AT[kind], MAC_AT[kind] + MAC_BYTES);
}

/**
 * The left side of a message's Message-ID: its id and a MAC. Everybody sees Message-IDs (archives, threads, out-of-office
 * notes), and whoever sends us a report may write any into it: only one with its MAC proves that the report is about our mail.
 */
export function messageIdLeft(messageId: string): string {
  return tokenOf("messageId", messageId, macOfMessage(messageId));
}

const SIGNED_ID = /(?<![a-z0-9+])[a-z2-7]{39}(?=@)/gi;
const MOST_IDS = 20;

/** Ids of messages whose signed Message-ID stands in a text (a Message-ID, References, In-Reply-To), at most 20. */
export function signedIdsIn(text: string): string[] {
  const ids: string[] = [];
  for (const [left] of text.matchAll(SIGNED_ID)) {
    if (ids.length === MOST_IDS) break;
    const id = readSignedId(left);
    if (id) ids.push(id);
  }
  return ids;
}

function readSignedId(left: string): string | null {
  const bytes = decodeBase32(left);
  if (bytes?.length !== ID_BYTES + MAC_BYTES) return null;
  const id = bytes.subarray(0, ID_BYTES);
  return withEachSecret((secretNo) => {
    const expected = macFor("messageId", hmac("sha256", "verp", id, secretNo));
    return timingSafeEqual(bytes.subarray(ID_BYTES), expected) ? bytesToUuid(id) : null;
  });
}
