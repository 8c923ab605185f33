import { domainToASCII } from "node:url";
import { cleanHeaderText, encodeWords } from "./encoded-words";

/** One mailbox as people write it: an optional display name and an address. */
export interface Mailbox {
  name?: string | null;
  address: string;
}

/** An address in the form that goes on the wire. */
export interface WireAddress {
  /** `local@a-label-domain`, quoted where RFC 5321 asks for it. */
  address: string;
  domain: string;
  /** True when the local part is not ASCII, so the peer must offer SMTPUTF8 (RFC 6531). */
  smtpUtf8: boolean;
}

/** An address that cannot be written on the wire. Speaks about one mailbox, never about a batch. */
export class MailAddressError extends Error {
  override name = "MailAddressError";
}

const DOT_ATOM =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u0080-\u{10ffff}-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u0080-\u{10ffff}-]+)*$/u;
const QUOTED_LOCAL = /^"(?:[^"\\]|\\.)*"$/;
const FORBIDDEN = /[\p{Cc}<>]/u;

/**
 * Brings an address into wire form: the domain as A-labels (IDNA), the local part quoted when it is no dot-atom.
 * Throws MailAddressError when a part is missing, too long (RFC 5321 §4.5.3.1) or holds what no address may.
 */
export function wireAddress(address: string): WireAddress {
  const at = address.lastIndexOf("@");
  const local = address.slice(0, at).normalize("NFC");
  if (at < 1 || FORBIDDEN.test(address)) throw new MailAddressError("The address is not a valid e-mail address.");
  const domain = asciiDomain(address.slice(at + 1));
  const quoted = DOT_ATOM.test(local) || QUOTED_LOCAL.test(local) ? local : `"${local.replace(/["\\]/g, "\\$&")}"`;
  if (Buffer.byteLength(quoted) > 64) throw new MailAddressError("The part before the @ is longer than 64 characters.");
  return { address: `${quoted}@${domain}`, domain, smtpUtf8: /[\u0080-\uffff]/.test(quoted) };
}

/** The domain in lower-case A-labels. Throws MailAddressError when it is no host name. */
export function asciiDomain(domain: string): string {
  const name = domain.trim().replace(/\.$/, "");
  const ascii = /[/?#%:@\\[\]\s]/.test(name) ? "" : domainToASCII(name).toLowerCase();
  const valid = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*$/;
  if (!valid.test(ascii)) throw new MailAddressError("The domain of the address is not valid.");
  return ascii;
}

/**
 * Formats a mailbox for an address header, folded: `Name <address>`. Names with anything but plain words are quoted or
 * encoded (RFC 2047 §5); `used` is the number of characters the header name already takes on the first line.
 */
export function formatMailbox(mailbox: Mailbox, used: number): { text: string; smtpUtf8: boolean } {
  const wire = wireAddress(mailbox.address);
  const name = cleanHeaderText(mailbox.name ?? "");
  if (name === "") return { text: wire.address, smtpUtf8: wire.smtpUtf8 };
  const phrase = formatPhrase(name, used);
  const lastLine = phrase.includes("\r\n") ? phrase.length - phrase.lastIndexOf("\n") - 1 : used + phrase.length;
  const separator = lastLine + wire.address.length + 3 > 76 ? "\r\n " : " ";
  return { text: `${phrase}${separator}<${wire.address}>`, smtpUtf8: wire.smtpUtf8 };
}

/** `Name <address>` in plain UTF-8, for providers that do the encoding themselves. */
export function plainMailbox(mailbox: Mailbox): string {
  const { address } = wireAddress(mailbox.address);
  const name = cleanHeaderText(mailbox.name ?? "");
  if (name === "") return address;
  return `${/[()<>[\]:;@\\,."]/.test(name) ? `"${name.replace(/["\\]/g, "\\$&")}"` : name} <${address}>`;
}

/** A display name as an RFC 5322 phrase: plain atoms, a quoted string, or encoded words. */
export function formatPhrase(name: string, used: number): string {
  const text = cleanHeaderText(name);
  if (/^[A-Za-z0-9!#$%&'*+/^_`{|}~-]+( [A-Za-z0-9!#$%&'*+/^_`{|}~-]+)*$/.test(text) && text.length <= 60) return text;
  if (/^[\x20-\x7e]+$/.test(text) && !/=\?| {2}|["\\]/.test(text) && text.length <= 58) return `"${text}"`;
  return encodeWords(text, used);
}
