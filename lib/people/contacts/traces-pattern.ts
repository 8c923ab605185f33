const literal = (text: string) => text.replace(/[^\p{L}\p{N}@_-]/gu, "\\$&");

/** As `encode(…, 'escape')` of PostgreSQL writes it: octets above 127 as three octal digits. */
function asEscaped(text: string): string {
  return Array.from(Buffer.from(text), (octet) =>
    octet > 127 ? `\\${octet.toString(8).padStart(3, "0")}` : String.fromCharCode(octet),
  ).join("");
}

/** What ends in a letter or a digit and is none of an address: a line end or tab in JSON, a sign in addresses of the web. */
const escapedBefore = "\\\\[bfnrt]|\\\\u[0-9a-f]{4}|%(?:0[9ad]|2[0-46-9acf]|3[a-f]|40|5[b-e]|60|7[b-f])";

/**
 * A regular expression of PostgreSQL that finds these addresses and no longer ones that contain them, also as JSON, in addresses of the
 * web, and in octets written with `encode(…, 'escape')`.
 */
export function tracesPattern(addresses: readonly string[]): string {
  const forms = addresses.flatMap((address) => [
    address,
    JSON.stringify(address).slice(1, -1),
    encodeURIComponent(address),
    // As forms write it; it differs for ' and ~ and the like.
    new URLSearchParams({ "": address }).toString().slice(1),
    asEscaped(address),
  ]);
  return `(?:(?<![\\w.+%-])|(?<=${escapedBefore}))(?:${[...new Set(forms)].map(literal).join("|")})(?![\\w-]|\\.\\w)`;
}
