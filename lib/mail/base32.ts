const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

/** Every ten bits as their two letters. */
const PAIRS = Array.from({ length: 1024 }, (_, bits) => `${ALPHABET[bits >> 5]}${ALPHABET[bits & 31]}`);

/** RFC 4648 §6 base32 in lower case without padding: survives hosts that fold the case of a local part. */
export function encodeBase32(bytes: Uint8Array): string {
  let text = "";
  let buffer = 0;
  let bits = 0;
  for (let index = 0; index < bytes.length; index++) {
    buffer = (buffer << 8) | (bytes[index] as number);
    bits += 8;
    if (bits >= 10) {
      bits -= 10;
      text += PAIRS[buffer >> bits];
      buffer &= (1 << bits) - 1;
    }
  }
  if (bits >= 5) {
    bits -= 5;
    text += ALPHABET[buffer >> bits];
    buffer &= (1 << bits) - 1;
  }
  return bits > 0 ? text + ALPHABET[(buffer << (5 - bits)) & 31] : text;
}

/** The bytes of a base32 text in either case; null when it is not the one text that encodes them. */
export function decodeBase32(text: string): Buffer | null {
  const bytes: number[] = [];
  let buffer = 0;
  let bits = 0;
  for (const character of text.toLowerCase()) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) return null;
    buffer = (buffer << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((buffer >> bits) & 255);
      buffer &= (1 << bits) - 1;
    }
  }
  const decoded = Buffer.from(bytes);
  return encodeBase32(decoded) === text.toLowerCase() ? decoded : null;
}
