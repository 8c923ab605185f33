import { timingSafeEqual } from "node:crypto";
import { writeUuid } from "@/lib/base/db/uuid-bytes";
import { env } from "@/lib/base/env";
import { hmac, withEachSecret } from "@/lib/base/security/tokens";
import { carryAddress, readCarriedAddress } from "./carried-address";

/** The message a public link belongs to. Both are UUIDs. */
export interface LinkedMessage {
  workspaceId: string;
  messageId: string;
}

/** A tracked link of a message; `linkNo` counts the links of the compiled variant from 0 to 65535. */
export interface ClickRef extends LinkedMessage {
  linkNo: number;
  /** What of its address was rendered for this message; absent when all have the same. See `carried-address.ts`. */
  rest?: string;
}

/** The four tokens of one message, each `TOKEN_LENGTH` characters of base64url. */
export interface MessageTokens {
  open: string;
  click: string;
  unsubscribe: string;
  view: string;
}

/** The addresses of one message that readers meet. */
export interface MessageUrls {
  pixel: string;
  click(linkNo: number): string;
  /** For a link whose address differs by message: the click carries its end. */
  clickTo(linkNo: number, rest: string): string;
  unsubscribe: string;
  preferences: string;
  viewInBrowser: string;
}

const UUID_BYTES = 16;
const REF_BYTES = UUID_BYTES * 2;
const MAC_BYTES = 16;
const TOKEN_BYTES = REF_BYTES + MAC_BYTES;
/** 48 octets are 64 characters exactly: no leftover bits, so a token has one spelling. */
export const TOKEN_LENGTH = (TOKEN_BYTES / 3) * 4;
const MAX_LINK_NO = 0xffff;
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/**
 * One HMAC-SHA512 a message; each purpose has 16 octets of it for its own. The parts of a MAC say nothing about each
 * other, so whoever holds the token of one purpose can make none for another.
 */
const MAC_AT = { open: 0, click: MAC_BYTES, unsubscribe: 2 * MAC_BYTES, view: 3 * MAC_BYTES } as const;

function macOf(ref: Buffer, secretNo = 0): Buffer {
  return hmac("sha512", "message-links", ref, secretNo);
}

/** Tokens are put together here, one at a time. */
const token = Buffer.alloc(TOKEN_BYTES);
const refInToken = token.subarray(0, REF_BYTES);

/** Makes the tokens of one message: workspace, message, and the purpose's part of the MAC. */
export function messageTokens(ref: LinkedMessage): MessageTokens {
  writeUuid(ref.workspaceId, token, 0);
  writeUuid(ref.messageId, token, UUID_BYTES);
  const mac = macOf(refInToken);
  const cut = (at: number) => {
    mac.copy(token, REF_BYTES, at, at + MAC_BYTES);
    return token.toString("base64url");
  };
  return {
    open: cut(MAC_AT.open),
    click: cut(MAC_AT.click),
    unsubscribe: cut(MAC_AT.unsubscribe),
    view: cut(MAC_AT.view),
  };
}

/** The addresses made of a message's tokens. */
export function messageUrls(tokens: MessageTokens): MessageUrls {
  const unsubscribe = `${env.TRACKING_URL}/u/${tokens.unsubscribe}`;
  // The text part has the addresses of the HTML part once more.
  let carried: { ref: Buffer; urls: Map<string, string> } | undefined;
  const click = (linkNo: number) => `${env.TRACKING_URL}/t/c/${tokens.click}${linkDigits(linkNo)}`;
  return {
    pixel: `${env.TRACKING_URL}/t/o/${tokens.open}.gif`,
    click,
    clickTo: (linkNo, rest) => {
      const key = `${linkNo} ${rest}`;
      carried ??= { ref: refOf(tokens.click), urls: new Map() };
      const known = carried.urls.get(key) ?? `${click(linkNo)}.${carryAddress(carried.ref, linkNo, rest)}`;
      carried.urls.set(key, known);
      return known;
    },
    unsubscribe,
    preferences: `${unsubscribe}/preferences`,
    viewInBrowser: `${env.TRACKING_URL}/t/v/${tokens.view}`,
  };
}

/** URL of the 1×1 picture that reports an open. */
export function openPixelUrl(ref: LinkedMessage): string {
  return messageUrls(messageTokens(ref)).pixel;
}

/**
 * URL that records a click and redirects to the link's stored target. The number of the link stands behind the token and
 * outside its MAC: whoever changes it reaches another link stored for the same message, which the same mail shows anyway,
 * or none. That makes the token the same for all links of a message.
 */
export function clickUrl(ref: LinkedMessage, linkNo: number): string {
  return messageUrls(messageTokens(ref)).click(linkNo);
}

/** URL of the page where the recipient can unsubscribe. */
export function unsubscribeUrl(ref: LinkedMessage): string {
  return messageUrls(messageTokens(ref)).unsubscribe;
}

/** URL for the List-Unsubscribe header (RFC 8058 §3.1): the same one, where a POST acts and a GET only shows a page. */
export function oneClickUrl(ref: LinkedMessage): string {
  return unsubscribeUrl(ref);
}

/** URL of the page where the recipient chooses lists. */
export function preferencesUrl(ref: LinkedMessage): string {
  return messageUrls(messageTokens(ref)).preferences;
}

/** URL that shows the message as a web page. */
export function viewInBrowserUrl(ref: LinkedMessage): string {
  return messageUrls(messageTokens(ref)).viewInBrowser;
}

/** The message behind an open, view or unsubscribe token, or null when the token was not made here for that purpose. */
export function readMessageToken(purpose: keyof MessageTokens, token: string): LinkedMessage | null {
  if (token.length !== TOKEN_LENGTH || !/^[A-Za-z0-9_-]+$/.test(token)) return null;
  const bytes = Buffer.from(token, "base64url");
  const at = MAC_AT[purpose];
  return withEachSecret((secretNo) => {
    const mac = macOf(bytes.subarray(0, REF_BYTES), secretNo);
    if (!timingSafeEqual(bytes.subarray(REF_BYTES), mac.subarray(at, at + MAC_BYTES))) return null;
    return { workspaceId: uuidAt(bytes, 0), messageId: uuidAt(bytes, UUID_BYTES) };
  });
}

/** The message and link behind a click token, or null when the token was not made here. */
export function readClickToken(text: string): ClickRef | null {
  const dot = text.indexOf(".");
  const token = dot < 0 ? text : text.slice(0, dot);
  const linkNo = readLinkDigits(token.slice(TOKEN_LENGTH, TOKEN_LENGTH + 4));
  if (linkNo === null || token.length > TOKEN_LENGTH + 3) return null;
  const ref = readMessageToken("click", token.slice(0, TOKEN_LENGTH));
  if (!ref) return null;
  if (dot < 0) return { ...ref, linkNo };
  const rest = readCarriedAddress(refOf(token), linkNo, text.slice(dot + 1));
  return rest === null ? null : { ...ref, linkNo, rest };
}

/** The octets of workspace and message with which a token begins. */
function refOf(token: string): Buffer {
  return Buffer.from(token.slice(0, TOKEN_LENGTH), "base64url").subarray(0, REF_BYTES);
}

/** A number to the base of 64, in as few digits as it takes. */
function linkDigits(linkNo: number): string {
  const last = DIGITS[linkNo & 63] ?? "";
  return linkNo < 64 ? last : linkDigits(linkNo >> 6) + last;
}

function readLinkDigits(text: string): number | null {
  let linkNo = 0;
  for (const digit of text) {
    const value = DIGITS.indexOf(digit);
    if (value < 0) return null;
    linkNo = linkNo * 64 + value;
  }
  return text !== "" && linkNo <= MAX_LINK_NO && linkDigits(linkNo) === text ? linkNo : null;
}

function uuidAt(payload: Buffer, offset: number): string {
  const hex = payload.toString("hex", offset, offset + UUID_BYTES);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
