import { type LinkedMessage, type MessageTokens, readMessageToken, TOKEN_LENGTH } from "./links";

/**
 * Mail programs take along what stands behind an address (`)`, `.`, `>`, `*`, a rest of quoted-printable), write it as references
 * or percent-encoded, and break it. What may be meant comes back here in order, the whole first; only the MAC says what a token is.
 */

/** Characters of a token that also stand at the end of a marked-up address: `_address_`, `address--`. */
const alsoMarks = /[_-]$/;
const MAX_PATH = 10_000;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/%[\da-f]{0,2}/gi, " ");
  }
}

/** A path without what a broken line leaves in it: `=` and a line end (RFC 2045 §6.7), white space, marks of no width. */
export function loosePath(path: string): string {
  const plain = path.length > MAX_PATH ? path.slice(0, MAX_PATH) : path;
  if (/^[\w/.-]*$/.test(plain)) return plain;
  const text = decoded(plain).replace(/(=(0[ad]|20|3d))+[^\w/]*$/i, "");
  return text.replace(/=\r?\n?|[\s\u00ad\u200b-\u200f\u2028\u2029\u2060\ufeff]+/g, "");
}

/** The tokens that a piece of a path may mean. `carries` when a token may have a dot and more behind it. */
export function tokensIn(piece: string, carries = false): string[] {
  const pattern = carries ? /[\w-]+(?:\.[\w-]+)?/ : /[\w-]+/;
  let token = pattern.exec(piece)?.[0] ?? "";
  const found = [token];
  for (let more = 0; more < 3 && alsoMarks.test(token); more++) {
    token = token.slice(0, -1);
    found.push(token);
  }
  const dot = token.indexOf(".");
  if (dot > 0) found.push(token.slice(0, dot));
  return found.filter(Boolean);
}

/** The message behind the first token of a piece of a path that was made here for that purpose. */
export function readLooseToken(purpose: keyof MessageTokens, piece: string): LinkedMessage | null {
  for (const token of tokensIn(piece)) {
    const ref = readMessageToken(purpose, token.slice(0, TOKEN_LENGTH));
    if (ref) return ref;
  }
  return null;
}
