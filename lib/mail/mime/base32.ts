const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

const LETTERS = Buffer.from(ALPHABET, "latin1");
/** Texts are put together here, one at a time: addresses are made for every message. */
let room = Buffer.alloc(64);

/** RFC 4648 §6 base32 in lower case without padding: survives hosts that fold the case of a local part. */
export function encodeBase32(bytes: Uint8Array): string {
  const length = Math.ceil((bytes.length * 8) / 5);
  if (room.length < length) room = Buffer.alloc(length);
  let at = 0;
  let buffer = 0;
  let bits = 0;
  for (let index = 0; index < bytes.length; index++) {
    buffer = (buffer << 8) | (bytes[index] as number);
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      room[at++] = LETTERS[buffer >> bits] as number;
      buffer &= (1 << bits) - 1;
    }
  }
  if (bits > 0) room[at++] = LETTERS[(buffer << (5 - bits)) & 31] as number;
  return room.toString("latin1", 0, at);
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
