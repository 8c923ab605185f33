import { type Msg, msg, t } from "@/lib/language/t";

/** Why an address was refused; stable codes so that an import can count them. */
export type AddressProblem =
  | "empty"
  | "no_at"
  | "many_at"
  | "too_long"
  | "bad_character"
  | "bad_local"
  | "bad_domain"
  | "no_dot"
  | "quotes"
  | "many_addresses";

export interface EmailAddress {
  /** As it is stored and mailed: local part as given, domain as lower-case A-labels. */
  email: string;
  /** Key for finding duplicates: the same with the local part in lower case. Never mailed to. */
  normalized: string;
  domain: string;
}

export interface AddressError {
  error: string;
  problem: AddressProblem;
}

// RFC 5321 §4.5.3.1: 64 octets before the @, 256 for a path with its angle brackets, so 254 for the address.
const MAX_ADDRESS = 254;
const MAX_LOCAL = 64;

const WORDS: Readonly<Record<AddressProblem, Msg>> = {
  empty: msg("There is no address."),
  no_at: msg("An address needs an @, as in name@example.com."),
  many_at: msg("An address has only one @."),
  too_long: msg("An address has at most 254 characters, 64 of them before the @."),
  bad_character: msg("The address has a space or a character that an address cannot have."),
  bad_local: msg("The part before the @ is not a valid mailbox name."),
  bad_domain: msg("The part after the @ is not a valid domain name."),
  quotes: msg("The address has a typographic quotation mark. Write it as the mailbox is called."),
  many_addresses: msg("There are several addresses here. A contact has one: give each a row of its own."),
  no_dot: msg("The domain needs a dot, as in example.com."),
};

// Separators, control, format (zero width, direction override), private use, surrogates and unassigned code points.
const FORBIDDEN = /[\p{Z}\p{C}]/u;
// RFC 5322 §3.2.3 atext, and RFC 6531 §3.3 for everything beyond ASCII; a mark may not come first.
const DOT_ATOM = /^(?!\p{M})[\w!#$%&'*+/=?^`{|}~\u0080-\u{10ffff}-]+(\.[\w!#$%&'*+/=?^`{|}~\u0080-\u{10ffff}-]+)*$/u;
// Word processors put these in; no mailbox is called so.
const TYPOGRAPHIC_QUOTE = /[\u00ab\u00bb\u2018-\u201f\u2032-\u2037\u2039\u203a\u300c-\u300f\u301d-\u301f\uff02\uff07]/;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Reads one bare address (no display name, no quoted local part, no address literal: real subscribers have none of these).
 * Spaces and tabs around it are dropped, any other stray character refuses it.
 */
export function parseEmailAddress(input: string): EmailAddress | AddressError {
  const text = input.replace(/^[ \t\u00a0]+|[ \t\u00a0]+$/g, "");
  if (text === "") return refuseAddress("empty");
  if (text.length > 1024) return refuseAddress("too_long");
  if (FORBIDDEN.test(text)) return refuseAddress("bad_character");
  if (TYPOGRAPHIC_QUOTE.test(text)) return refuseAddress("quotes");
  const at = text.indexOf("@");
  if (at < 0) return refuseAddress("no_at");
  if (text.includes("@", at + 1)) return refuseAddress("many_at");
  const local = text.slice(0, at).normalize("NFC");
  if (octets(local) > MAX_LOCAL) return refuseAddress("too_long");
  if (!DOT_ATOM.test(local)) return refuseAddress("bad_local");
  const domain = domainToAscii(text.slice(at + 1));
  if (!domain) return refuseAddress("bad_domain");
  if (!domain.includes(".")) return refuseAddress("no_dot");
  if (octets(local) + 1 + domain.length > MAX_ADDRESS) return refuseAddress("too_long");
  return { email: `${local}@${domain}`, normalized: `${local.toLowerCase()}@${domain}`, domain };
}

/** True when `parseEmailAddress` gave an address and not an error. */
export function isEmailAddress(result: EmailAddress | AddressError): result is EmailAddress {
  return !("error" in result);
}

/** The domain as lower-case A-labels (RFC 5890), or null when it is no host name. Addresses of machines are refused. */
export function domainToAscii(domain: string): string | null {
  const lower = domain.toLowerCase();
  const plain = /^[a-z0-9.-]+$/.test(lower) && !lower.includes("xn--");
  const ascii = plain ? lower : idnToAscii(lower);
  if (!ascii || ascii.length > 253) return null;
  const labels = ascii.split(".");
  if (
    !labels.every((label) => LABEL.test(label) && (plain || label.startsWith("xn--") || label.slice(2, 4) !== "--"))
  ) {
    return null;
  }
  return /^([a-z][a-z0-9]*|xn--.+)$/.test(labels.at(-1) ?? "") ? ascii : null;
}

/** The WHATWG URL parser applies UTS 46 in Node and in browsers alike; what it would treat as URL syntax is refused before. */
function idnToAscii(domain: string): string | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII, of which only letters, digits, dot and hyphen may pass
  if (/[\u0000-\u007f]/.test(domain.replace(/[a-z0-9.-]/g, ""))) return null;
  if (!URL.canParse(`http://${domain}`)) return null;
  return new URL(`http://${domain}`).hostname;
}

function octets(text: string): number {
  return new TextEncoder().encode(text).length;
}

export function refuseAddress(problem: AddressProblem): AddressError {
  return { error: t(WORDS[problem]), problem };
}
