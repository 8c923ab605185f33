import { env } from "@/lib/env";
import { signToken, verifyToken } from "@/lib/security/tokens";

/** The message a public link belongs to. Both are UUIDs. */
export interface MessageRef {
  workspaceId: string;
  messageId: string;
}

/** A tracked link of a message; `linkNo` counts the links of the compiled variant from 0 to 65535. */
export interface ClickRef extends MessageRef {
  linkNo: number;
}

const UUID_BYTES = 16;
/** Longest token that can be genuine: 34 bytes of payload and 16 of MAC in base64url are 67 characters. */
const MAX_TOKEN_LENGTH = 96;

/** URL of the 1×1 picture that reports an open. */
export function openPixelUrl(ref: MessageRef): string {
  return `${env.TRACKING_URL}/t/o/${signToken("open", packRef(ref))}.gif`;
}

/** URL that records a click and redirects to the link's stored target. */
export function clickUrl(ref: MessageRef, linkNo: number): string {
  const payload = Buffer.alloc(UUID_BYTES * 2 + 2);
  packRef(ref).copy(payload);
  payload.writeUInt16BE(linkNo, UUID_BYTES * 2);
  return `${env.TRACKING_URL}/t/c/${signToken("click", payload)}`;
}

/** URL of the page where the recipient can unsubscribe. */
export function unsubscribeUrl(ref: MessageRef): string {
  return `${env.TRACKING_URL}/u/${signToken("unsubscribe", packRef(ref))}`;
}

/** URL for the List-Unsubscribe header (RFC 8058 §3.1): the same one, where a POST acts and a GET only shows a page. */
export function oneClickUrl(ref: MessageRef): string {
  return unsubscribeUrl(ref);
}

/** URL of the page where the recipient chooses lists. */
export function preferencesUrl(ref: MessageRef): string {
  return `${unsubscribeUrl(ref)}/preferences`;
}

/** URL that shows the message as a web page. */
export function viewInBrowserUrl(ref: MessageRef): string {
  return `${env.TRACKING_URL}/t/v/${signToken("view", packRef(ref))}`;
}

/** The message behind an open, view or unsubscribe token, or null when the token was not made here for that purpose. */
export function readMessageToken(purpose: "open" | "view" | "unsubscribe", token: string): MessageRef | null {
  const payload = token.length <= MAX_TOKEN_LENGTH ? verifyToken(purpose, token) : null;
  return payload?.length === UUID_BYTES * 2 ? unpackRef(payload) : null;
}

/** The message and link behind a click token, or null when the token was not made here. */
export function readClickToken(token: string): ClickRef | null {
  const payload = token.length <= MAX_TOKEN_LENGTH ? verifyToken("click", token) : null;
  if (payload?.length !== UUID_BYTES * 2 + 2) return null;
  return { ...unpackRef(payload), linkNo: payload.readUInt16BE(UUID_BYTES * 2) };
}

function packRef(ref: MessageRef): Buffer {
  return Buffer.from(ref.workspaceId.replaceAll("-", "") + ref.messageId.replaceAll("-", ""), "hex");
}

function unpackRef(payload: Buffer): MessageRef {
  return { workspaceId: uuidAt(payload, 0), messageId: uuidAt(payload, UUID_BYTES) };
}

function uuidAt(payload: Buffer, offset: number): string {
  const hex = payload.toString("hex", offset, offset + UUID_BYTES);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
