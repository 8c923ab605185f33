import { type AddressError, type EmailAddress, parseEmailAddress, refuseAddress } from "./email-address";

/** Invisible and without meaning in an address: zero-width spaces and joiners, soft hyphen, byte order mark, the choice between text and emoji. */
const ZERO_WIDTH = /[\u00ad\u180e\u200b-\u200d\u2060-\u2064\ufeff]|\ufe0e|\ufe0f/g;
/** Marks of writing direction that mail programs wrap around what is copied; inside an address they hide what it is and refuse it. */
const AROUND = "\\s\\u200e\\u200f\\u061c\\u202a-\\u202e\\u2066-\\u2069\"'`´‘’‚‛“”„‟«»‹›′″「」『』＂＇";
const BEFORE = new RegExp(`^[${AROUND},;:]+`, "u");
const BEHIND = new RegExp(`[${AROUND},;:.。]+$`, "u");
const MAX_CELL = 2000;
/** Nearly all that programs give: nothing has to be taken away. */
const BARE = /^[\w+-][\w.+-]*@[\w-][\w.-]*\w$/;

/**
 * The address in what people paste and files hold: `Name <a@b>`, `<a@b>`, `mailto:a@b?subject=x`, in quotes of any kind, with a dot at
 * the end or characters nobody sees. Only what cannot belong to an address is taken away; two addresses are refused.
 */
export function readAddress(input: string): EmailAddress | AddressError {
  if (input.length > MAX_CELL) return refuseAddress("too_long");
  if (BARE.test(input)) return parseEmailAddress(input);
  const text = input.replace(ZERO_WIDTH, "").replaceAll("＠", "@");
  const bare = bareAddress(text);
  return addressCount(text) > 1 && addressCount(bare) !== 1 ? refuseAddress("many_addresses") : parseEmailAddress(bare);
}

function bareAddress(text: string): string {
  const open = text.lastIndexOf("<");
  const close = text.indexOf(">", open);
  const inBrackets = open >= 0 && close > open && text.slice(open, close).includes("@");
  // A name may hold an @ of its own, as in "ann@work" <ann@example.com>; an address before the brackets makes two.
  if (inBrackets && addressCount(text.slice(0, open)) + addressCount(text.slice(close)) === 0)
    return trimmed(text.slice(open + 1, close));
  return trimmed(text.replace(/\s*\([^()@]*\)\s*$/, ""));
}

function trimmed(text: string): string {
  const inner = text.replace(BEFORE, "").replace(BEHIND, "").replace(/^<|>$/g, "");
  const link = /^mailto:(?:\/\/)?([^?]*)/i.exec(inner);
  if (!link) return inner.replace(BEFORE, "").replace(BEHIND, "");
  return trimmed(decoded(link[1] ?? ""));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** How many words of the text look like addresses. */
function addressCount(text: string): number {
  return text.split(/[\s,;|/<>()[\]]+/).filter((word) => /^[^@]+@[^@]+$/.test(word)).length;
}
