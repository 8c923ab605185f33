import { MailAddressError, type WireAddress, wireAddress } from "./address";

const LF = 10;
const CR = 13;
const FROM = Buffer.from("from", "latin1");

/**
 * The author of a composed message (RFC 5322 §3.6.2), read from its octets as a receiver reads them. Null unless there is
 * exactly one From field with exactly one address: what two readers could read differently has no author. Linear in the
 * header part.
 */
export function authorOf(raw: Buffer): WireAddress | null {
  let from: string | null = null;
  for (let at = 0, end = lineEnd(raw, 0); ; at = end + 2, end = lineEnd(raw, at)) {
    if (end < 0) return null;
    if (end === at) return from === null ? null : readAuthor(from);
    if (!isFromField(raw, at, end)) continue;
    if (from !== null) return null;
    while (raw[end + 2] === 0x20 || raw[end + 2] === 0x09) {
      end = lineEnd(raw, end + 2);
      if (end < 0) return null;
    }
    from = raw.toString("utf8", raw.indexOf(":", at) + 1, end);
  }
}

/** Where the line that begins at `at` has its CRLF; -1 when it has none, or a CR or LF of its own. */
function lineEnd(raw: Buffer, at: number): number {
  for (let i = at; i < raw.length; i++) {
    const octet = raw[i];
    if (octet === LF) return -1;
    if (octet === CR) return raw[i + 1] === LF ? i : -1;
  }
  return -1;
}

/** Also as obsolete syntax has it, with white space before the colon (RFC 5322 §4.5.2). */
function isFromField(raw: Buffer, at: number, end: number): boolean {
  if (end - at < FROM.length) return false;
  for (let i = 0; i < FROM.length; i++) if (((raw[at + i] as number) | 0x20) !== FROM[i]) return false;
  let i = at + FROM.length;
  while (i < end && (raw[i] === 0x20 || raw[i] === 0x09)) i++;
  return raw[i] === 0x3a;
}

/**
 * The one address of a From value, `Name <address>` or bare. Null for a list, a group, a comment, anything outside of quotes
 * that could be another address, an address that is not in wire form already, and a quoted local part: no sender has one, and
 * it can hold what looks like another address.
 */
export function readAuthor(value: string): WireAddress | null {
  const text = value.replaceAll("\r\n", "").trim();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no control character but the tab may stand in a header
  if (/[\u0000-\u0008\u000a-\u001f\u007f\ufffd]/.test(text)) return null;
  if (!text.endsWith(">")) return inWireForm(withoutName(text));
  const open = endOfPhrase(text);
  return open < 0 ? null : inWireForm(text.slice(open + 1, -1));
}

/** `address (Name)`, as mail from before RFC 5322 names its author and cron still does; nothing in the comment may be an address. */
const withoutName = (text: string) => text.replace(/ \([\w .-]{0,100}\)$/, "");

/** Where the angle bracket after the display name stands; -1 when what comes before is no phrase (RFC 5322 §3.2.5). */
function endOfPhrase(text: string): number {
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i] as string;
    if (quoted && character === "\\") i++;
    else if (character === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (character === "<") return i;
    else if ("()[]:;@,>\\".includes(character)) return -1;
  }
  return -1;
}

function inWireForm(address: string): WireAddress | null {
  try {
    const wire = wireAddress(address);
    // No two readers differ about capitals of a domain.
    return sameButCapitals(wire, address) && !address.startsWith('"') ? wire : null;
  } catch (error) {
    if (error instanceof MailAddressError) return null;
    throw error;
  }
}

const sameButCapitals = ({ address, domain }: WireAddress, given: string) =>
  address === given.slice(0, -domain.length) + given.slice(-domain.length).toLowerCase();
