import { domainToASCII } from "node:url";
import { BoundedCache } from "@/lib/base/cache/bounded-cache";
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

/** The addresses most people have. */
const PLAIN_ADDRESS = /^([A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*)@([A-Za-z0-9.-]+)$/;
const MAX_LOCAL = 64;

/**
 * Brings an address into wire form: the domain as A-labels (IDNA), the local part quoted when it is no dot-atom.
 * Throws MailAddressError when a part is missing, too long (RFC 5321 §4.5.3.1) or holds what no address may.
 */
export function wireAddress(address: string): WireAddress {
  const plain = PLAIN_ADDRESS.exec(address);
  if (plain && (plain[1] as string).length <= MAX_LOCAL) {
    const domain = asciiDomain(plain[2] as string);
    return { address: `${plain[1]}@${domain}`, domain, smtpUtf8: false };
  }
  const at = address.lastIndexOf("@");
  const local = address.slice(0, at).normalize("NFC");
  if (at < 1 || FORBIDDEN.test(address)) throw new MailAddressError("The address is not a valid e-mail address.");
  const domain = asciiDomain(address.slice(at + 1));
  const quoted = DOT_ATOM.test(local) || QUOTED_LOCAL.test(local) ? local : `"${local.replace(/["\\]/g, "\\$&")}"`;
  if (Buffer.byteLength(quoted) > MAX_LOCAL)
    throw new MailAddressError("The part before the @ is longer than 64 characters.");
  return { address: `${quoted}@${domain}`, domain, smtpUtf8: /[\u0080-\uffff]/.test(quoted) };
}

/** Domains already looked at, by how they were written: an audience has few, and `domainToASCII` is not cheap. */
const knownDomains = new BoundedCache<string>({ max: 20_000 });

/** The domain in lower-case A-labels. Throws MailAddressError when it is no host name. */
export function asciiDomain(domain: string): string {
  const known = knownDomains.get(domain);
  if (known) return known;
  const ascii = toAscii(domain);
  knownDomains.set(domain, ascii);
  return ascii;
}

function toAscii(domain: string): string {
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
export function formatMailbox(mailbox: Mailbox, used: number): WireAddress & { text: string } {
  const wire = wireAddress(mailbox.address);
  const phrase = formatPhrase(mailbox.name ?? "", used);
  if (phrase === "") return { ...wire, text: wire.address };
  const lastLine = phrase.includes("\r\n") ? phrase.length - phrase.lastIndexOf("\n") - 1 : used + phrase.length;
  const separator = lastLine + wire.address.length + 3 > 76 ? "\r\n " : " ";
  return { ...wire, text: `${phrase}${separator}<${wire.address}>` };
}

/** `Name <address>` in plain UTF-8, for providers that do the encoding themselves. */
export function plainMailbox(mailbox: Mailbox): string {
  const { address } = wireAddress(mailbox.address);
  const name = cleanHeaderText(mailbox.name ?? "");
  if (name === "") return address;
  return `${/[()<>[\]:;@\\,."]/.test(name) ? `"${name.replace(/["\\]/g, "\\$&")}"` : name} <${address}>`;
}

const ATOMS = /^[A-Za-z0-9!#$%&'*+/^_`{|}~-]+( [A-Za-z0-9!#$%&'*+/^_`{|}~-]+)*$/;

/** A display name as an RFC 5322 phrase: plain atoms, a quoted string, or encoded words. Empty for an empty name. */
export function formatPhrase(name: string, used: number): string {
  if (name.length <= 60 && ATOMS.test(name)) return name;
  const text = cleanHeaderText(name);
  if (text === "") return "";
  if (text.length <= 60 && ATOMS.test(text)) return text;
  if (/^[\x20-\x7e]+$/.test(text) && !/=\?| {2}|["\\]/.test(text) && text.length <= 58) return `"${text}"`;
  return encodeWords(text, used);
}
