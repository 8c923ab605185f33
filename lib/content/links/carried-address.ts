import { hash, timingSafeEqual } from "node:crypto";
import { hmac, withEachSecret } from "@/lib/base/security/tokens";

/**
 * The part of a link's address that was rendered for one recipient travels in the click itself, because what made it (loops,
 * assigned variables, values that change) is gone when the click comes. Its MAC covers the message and the link, so a click still
 * leads nowhere but where this mail was written to lead.
 */

const MAC_BYTES = 12;
const MAC_CHARS = (MAC_BYTES / 3) * 4;
const REF_BYTES = 32;
const DIGEST_BYTES = 32;

/** Message reference, then a digest of link and text: always of one length, which `hmac` has its pads for. */
const payload = Buffer.alloc(REF_BYTES + DIGEST_BYTES);

function macOf(ref: Buffer, linkNo: number, rest: string, secretNo = 0): Buffer {
  ref.copy(payload, 0, 0, REF_BYTES);
  payload.write(hash("sha256", `${linkNo} ${rest}`, "binary"), REF_BYTES, "latin1");
  return hmac("sha256", "click-address", payload, secretNo).subarray(0, MAC_BYTES);
}

/** What a click carries behind its token: MAC and text in base64url. `ref` begins with the octets of workspace and message. */
export function carryAddress(ref: Buffer, linkNo: number, rest: string): string {
  return macOf(ref, linkNo, rest).toString("base64url") + Buffer.from(rest, "utf8").toString("base64url");
}

/** The text that was carried, or null when it was not written here for this message and link. */
export function readCarriedAddress(ref: Buffer, linkNo: number, carried: string): string | null {
  if (carried.length < MAC_CHARS || carried.length > 8000 || !/^[\w-]+$/.test(carried)) return null;
  const bytes = Buffer.from(carried.slice(MAC_CHARS), "base64url");
  const rest = bytes.toString("utf8");
  const given = Buffer.from(carried.slice(0, MAC_CHARS), "base64url");
  return withEachSecret((secretNo) => (timingSafeEqual(given, macOf(ref, linkNo, rest, secretNo)) ? rest : null));
}
